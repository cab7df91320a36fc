alter table mcp_servers add column source ${json};

create table mcp_templates (
  id varchar(25) primary key,
  name varchar(100) not null,
  display_name varchar(200),
  own_version varchar(100) not null,
  description varchar(1000) not null,
  category varchar(100) not null,
  documentation_url varchar(4000) not null,
  setup_instructions varchar(20000) not null,
  transport varchar(20),
  package_name varchar(500),
  runtime varchar(20),
  docker_image varchar(500),
  command ${json} not null,
  args ${json} not null,
  container_port integer,
  external_url varchar(4000),
  repository_url varchar(4000),
  replicas integer not null,
  health_check ${json},
  headers ${json} not null,
  env ${json} not null,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint mcp_templates_name_unique unique (name)
);
