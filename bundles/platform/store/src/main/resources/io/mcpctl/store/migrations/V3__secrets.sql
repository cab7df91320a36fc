-- Secrets, their backends, and headers of servers that run elsewhere. May be run again after it broke off: H2 commits
-- each definition by itself. ${json} and ${generated} are the words in which H2 and PostgreSQL differ.
create table if not exists secret_backends (
  id varchar(25) primary key,
  name varchar(100) not null,
  type varchar(50) not null,
  config ${json} not null default ${json} '{}',
  is_default boolean not null default false,
  default_key varchar(1) generated always as (case when is_default then 'd' end) ${generated},
  description varchar(1000) not null default '',
  token_meta ${json} not null default ${json} '{}',
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint secret_backends_name_unique unique (name),
  constraint secret_backends_default_unique unique (default_key)
);

-- Before any secret can refer to it.
insert into secret_backends (id, name, type, is_default, description, created_at, updated_at)
select 'cdefault0000secretbackend', 'default', 'plaintext',
  not exists (select 1 from secret_backends where is_default),
  'Encrypted in the database.', current_timestamp, current_timestamp
from (select 1 as one) one
where not exists (select 1 from secret_backends where name = 'default');

create table if not exists secrets (
  id varchar(25) primary key,
  name varchar(100) not null,
  data ${json} not null,
  backend_id varchar(25),
  external_ref varchar(1000),
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint secrets_name_unique unique (name)
);
alter table secrets add column if not exists backend_id varchar(25);

update secrets set backend_id = (select id from secret_backends where name = 'default')
where backend_id is null or backend_id not in (select id from secret_backends);

alter table secrets alter column backend_id set not null;
alter table secrets drop constraint if exists secrets_backend;
alter table secrets add constraint secrets_backend foreign key (backend_id) references secret_backends (id);
create index if not exists secrets_backend_index on secrets (backend_id);

alter table mcp_servers add column if not exists headers ${json} not null default ${json} '[]';
