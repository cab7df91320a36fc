-- Prompts and proposals of prompts, and which tools of a server a project offers.
alter table project_servers add column tools ${json};

-- A name is unique in its project, and among the prompts without one: *_key is the project, or empty.
create table prompts (
  id varchar(25) primary key,
  name varchar(100) not null,
  content varchar(50000) not null default '',
  project_id varchar(25),
  project_key varchar(25) generated always as (coalesce(project_id, '')) ${generated},
  priority integer not null,
  link_target varchar(2500),
  summary varchar(2000),
  chapters ${json} not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint prompts_name_unique unique (project_key, name),
  constraint prompts_project foreign key (project_id) references projects (id) on delete cascade,
  constraint prompts_priority check (priority between 1 and 10)
);
create index prompts_project_index on prompts (project_id);

create table prompt_requests (
  id varchar(25) primary key,
  name varchar(100) not null,
  content varchar(50000) not null,
  project_id varchar(25),
  project_key varchar(25) generated always as (coalesce(project_id, '')) ${generated},
  priority integer not null,
  created_by_session varchar(200),
  created_by_user_id varchar(25),
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint prompt_requests_name_unique unique (project_key, name),
  constraint prompt_requests_project foreign key (project_id) references projects (id) on delete cascade,
  constraint prompt_requests_user foreign key (created_by_user_id) references users (id) on delete set null,
  constraint prompt_requests_priority check (priority between 1 and 10)
);
create index prompt_requests_project_index on prompt_requests (project_id);
create index prompt_requests_session_index on prompt_requests (created_by_session);
create index prompt_requests_user_index on prompt_requests (created_by_user_id);
