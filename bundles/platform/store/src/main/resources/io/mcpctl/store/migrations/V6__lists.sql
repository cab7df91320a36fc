-- Lists are read page by page in the order of the characters' codes; ${binary} asks for that order where it is not the
-- default. The unique indexes on names have the order of the database's collation, which may differ.
create index mcp_servers_list_index on mcp_servers (name ${binary});
create index mcp_instances_list_index on mcp_instances (name ${binary});
create index projects_list_index on projects (name ${binary});
