-- Who calls, and what they may do.
alter table users add column role varchar(10) default 'USER' not null;
alter table users add constraint users_role check (role in ('USER', 'ADMIN'));

create table sessions (
  id varchar(25) primary key,
  token_hash varchar(64) not null,
  user_id varchar(25) not null,
  impersonator varchar(320),
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint sessions_token_unique unique (token_hash),
  constraint sessions_user foreign key (user_id) references users (id) on delete cascade
);
create index sessions_user_index on sessions (user_id);
create index sessions_expiry_index on sessions (expires_at);

create table groups (
  id varchar(25) primary key,
  name varchar(100) not null,
  description varchar(1000) not null default '',
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint groups_name_unique unique (name)
);

create table group_members (
  id varchar(25) primary key,
  group_id varchar(25) not null,
  user_id varchar(25) not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint group_members_unique unique (group_id, user_id),
  constraint group_members_group foreign key (group_id) references groups (id) on delete cascade,
  constraint group_members_user foreign key (user_id) references users (id) on delete cascade
);
create index group_members_user_index on group_members (user_id);

-- Unique among the tokens of a project that were not revoked: live_name is null for the others.
create table mcp_tokens (
  id varchar(25) primary key,
  name varchar(100) not null,
  project_id varchar(25) not null,
  owner_id varchar(25) not null,
  description varchar(1000) not null default '',
  token_hash varchar(64) not null,
  token_prefix varchar(20) not null,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  live_name varchar(100) generated always as (case when revoked_at is null then name end) ${generated},
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint mcp_tokens_hash_unique unique (token_hash),
  constraint mcp_tokens_live_unique unique (project_id, live_name),
  constraint mcp_tokens_project foreign key (project_id) references projects (id) on delete cascade,
  constraint mcp_tokens_owner foreign key (owner_id) references users (id) on delete cascade
);
create index mcp_tokens_owner_index on mcp_tokens (owner_id);

create table rbac_definitions (
  id varchar(25) primary key,
  name varchar(100) not null,
  subjects ${json} not null,
  role_bindings ${json} not null,
  token_id varchar(25),
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint rbac_definitions_name_unique unique (name),
  constraint rbac_definitions_token foreign key (token_id) references mcp_tokens (id) on delete cascade
);
create index rbac_definitions_token_index on rbac_definitions (token_id);
