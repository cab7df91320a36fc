-- Who a user is to an external identity provider; both are null for those who log in with a password.
alter table users add column provider varchar(200);
alter table users add column external_id varchar(500);
