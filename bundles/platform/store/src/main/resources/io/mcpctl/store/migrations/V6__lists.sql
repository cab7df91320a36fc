-- Lists are read page by page in the order of the characters' codes; ${binary} asks for that order where it is not the
-- default. The unique indexes on names have the order of the database's collation, which may differ.
create index mcp_servers_list_index on mcp_servers (name ${binary});
create index mcp_instances_list_index on mcp_instances (name ${binary});
create index projects_list_index on projects (name ${binary});
create index users_list_index on users (email ${binary});
create index groups_list_index on groups (name ${binary});
create index rbac_definitions_list_index on rbac_definitions (name ${binary});
create index mcp_tokens_list_index on mcp_tokens (name ${binary}, id);
create index secret_backends_list_index on secret_backends (name ${binary});
create index secrets_list_index on secrets (name ${binary});
create index prompts_list_index on prompts (name ${binary}, id);
create index prompt_requests_list_index on prompt_requests (name ${binary}, id);
