-- What daemons on one database have to know of each other.
create table if not exists master_key (
  id varchar(1) primary key,
  key_id varchar(20) not null,
  created_at timestamp(3) with time zone not null,
  constraint master_key_one check (id = 'k')
);

alter table mcp_instances add column if not exists daemon varchar(300);
alter table mcp_instances add column if not exists last_failure text;
alter table mcp_instances add column if not exists next_retry_at timestamp(3) with time zone;
