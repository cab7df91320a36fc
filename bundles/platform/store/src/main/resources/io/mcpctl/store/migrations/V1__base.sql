-- Base schema. ${json} and ${generated} are the words in which H2 and PostgreSQL differ.
create table users (
  id varchar(25) primary key,
  email varchar(320) not null,
  email_key varchar(320) generated always as (lower(email)) ${generated},
  name varchar(200) not null default '',
  password_hash varchar(200),
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint users_email_unique unique (email_key)
);

create table mcp_servers (
  id varchar(25) primary key,
  name varchar(63) not null,
  description varchar(1000) not null default '',
  transport varchar(20) not null,
  package_name varchar(500),
  runtime varchar(20),
  docker_image varchar(500),
  command ${json} not null,
  args ${json} not null,
  container_port integer,
  external_url varchar(4000),
  repository_url varchar(4000),
  replicas integer not null,
  env ${json} not null,
  health_check ${json},
  resources ${json},
  orchestrator varchar(100),
  sharing ${json},
  start_timeout_seconds integer not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint mcp_servers_name_unique unique (name),
  constraint mcp_servers_transport check (transport in ('STDIO', 'SSE', 'STREAMABLE_HTTP')),
  constraint mcp_servers_runtime check (runtime is null or runtime in ('node', 'python')),
  constraint mcp_servers_replicas check (replicas >= 0)
);

create table mcp_instances (
  id varchar(25) primary key,
  name varchar(80) not null,
  server_id varchar(25) not null,
  status varchar(20) not null,
  container_id varchar(200),
  orchestrator varchar(100),
  port integer,
  health_status varchar(20),
  last_health_check timestamp(3) with time zone,
  events ${json} not null,
  metadata ${json} not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint mcp_instances_name_unique unique (name),
  constraint mcp_instances_server foreign key (server_id) references mcp_servers (id) on delete cascade,
  constraint mcp_instances_status check (status in ('STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'ERROR')),
  constraint mcp_instances_health check (health_status is null or health_status in ('healthy', 'degraded', 'unhealthy'))
);
create index mcp_instances_server_index on mcp_instances (server_id);
create index mcp_instances_status_index on mcp_instances (status);

create table projects (
  id varchar(25) primary key,
  name varchar(100) not null,
  description varchar(1000) not null default '',
  prompt text not null,
  proxy_model varchar(100) not null,
  gated boolean not null,
  llm_provider varchar(100),
  llm_model varchar(200),
  server_overrides ${json} not null,
  members ${json} not null,
  tool_separator varchar(2) not null,
  uri_style varchar(20) not null,
  describe_servers boolean not null,
  owner_id varchar(25) not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint projects_name_unique unique (name),
  constraint projects_owner foreign key (owner_id) references users (id)
);
create index projects_owner_index on projects (owner_id);

create table project_servers (
  id varchar(25) primary key,
  project_id varchar(25) not null,
  server_id varchar(25) not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint project_servers_unique unique (project_id, server_id),
  constraint project_servers_project foreign key (project_id) references projects (id) on delete cascade,
  constraint project_servers_server foreign key (server_id) references mcp_servers (id) on delete cascade
);
create index project_servers_server_index on project_servers (server_id);

-- Projects have owners: until people log in, everything belongs to this user, which has no password and cannot log in.
insert into users (id, email, name, created_at, updated_at, version)
values ('csystem00000000000000user', 'system@mcpctl.local', 'system', current_timestamp, current_timestamp, 1);
