package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.internal.Daemon.Answer;
import io.mcpctl.store.api.Database.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in words that help, with the status that fits. */
final class RefusalsTest {
    private static Daemon daemon;
    private static String admin;
    private static String plain;

    @BeforeAll
    static void start() {
        daemon = new Daemon(Product.H2);
        admin = daemon.bootstrap();
        plain = daemon.user("plain", "{'role':'create','resource':'mcptokens'},{'role':'edit','resource':'groups'}");
        daemon.project("demo");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static String bearer(String who) {
        return switch (who) {
            case "nobody" -> "";
            case "owner" -> Daemon.OWNER;
            case "admin" -> admin;
            case "plain" -> plain;
            default -> who;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    nobody | POST | /auth/login | no json | 400 | Invalid JSON body
                    nobody | POST | /auth/login | {'email':1,'password':'x'} | 400 | email: expected
                    nobody | POST | /auth/login | {'email':'plain@x.org','password':'not this one'} | 401 | Invalid credentials
                    nobody | POST | /auth/login | {'email':'nobody@x.org','password':'not this one'} | 401 | Invalid credentials
                    nobody | POST | /auth/bootstrap | {'email':'a@x.org','password':'long enough'} | 409 | Already initialised
                    nobody | GET | /auth/me |  | 401 | Missing bearer token
                    Basic x | GET | /auth/me |  | 401 | Invalid token
                    unknown | GET | /auth/me |  | 401 | Invalid token
                    owner | POST | /auth/logout |  | 401 | the bearer is no session
                    plain | POST | /auth/impersonate | {'email':'admin@x.org'} | 403 | Forbidden: operation impersonate required
                    admin | POST | /auth/impersonate | {'email':'gone@x.org'} | 404 | user 'gone@x.org' not found
                    admin | POST | /auth/impersonate | {'email':'system@mcpctl.local'} | 403 | cannot be impersonated
                    admin | POST | /auth/impersonate | {} | 400 | is required
                    mcpctl_pat_x | GET | /mcptokens/introspect |  | 401 | is unknown
                    admin | GET | /mcptokens/introspect |  | 400 | is no MCP token
                    nobody | GET | /mcptokens/introspect |  | 401 | Missing bearer token
                    admin | POST | /mcptokens | {'name':'t','project':'demo','ttl':'soon'} | 400 | ttl: 'soon' cannot be read; expected 30d
                    admin | POST | /mcptokens | {'name':'t','project':'demo','ttl':'2001-01-01T00:00:00Z'} | 400 | is in the past
                    admin | POST | /mcptokens | {'name':'t','project':'demo','rbacMode':'some'} | 400 | expected empty, clone
                    admin | POST | /mcptokens | {'name':'t','project':'gone'} | 404 | project 'gone' not found
                    admin | POST | /mcptokens | {'name':'introspect','project':'demo'} | 400 | reserved
                    admin | POST | /mcptokens | {'name':'t'} | 400 | project
                    plain | POST | /mcptokens | {'name':'t','project':'demo','bindings':[{'role':'run','action':'backup'}]} | 403 | cannot grant operation backup: you do not hold it
                    admin | POST | /mcptokens | {'name':'t','project':'demo','bindings':[{'role':'king','resource':'servers'}]} | 400 | allowed are edit, view, create, delete, run, expose
                    admin | POST | /mcptokens | {'name':'t','project':'demo','bindings':[{'role':'run','action':'fly'}]} | 400 | allowed are impersonate, logs
                    admin | POST | /rbac-definitions | {'name':'r','subjects':[{'kind':'Robot','name':'x'}]} | 400 | User, Group, ServiceAccount, McpToken
                    admin | POST | /apply | {'kind':'rbac','name':'r','bindings':[]} | 400 | bindings
                    admin | POST | /apply | {'kind':'user','email':'a@x.org','passwort':'long enough'} | 400 | passwort
                    admin | POST | /apply | {'kind':'group','name':'g','members':['gone@x.org']} | 404 | user 'gone@x.org' not found
                    plain | GET | /users |  | 403 | Forbidden: view on users required
                    plain | GET | /users/plain@x.org |  | 403 | Forbidden: view on users/plain@x.org required
                    plain | POST | /rbac-definitions | {'name':'r'} | 403 | Forbidden: create on rbac required
                    plain | PUT | /groups/admin | {'members':['admin@x.org','plain@x.org']} | 403 | cannot grant edit:*: you do not hold it
                    admin | DELETE | /users/admin@x.org |  | 409 | no user with edit:rbac
                    """)
    void whatIsWrongIsSaid(String who, String method, String path, String body, int status, String words) {
        Answer answer = daemon.call(method, path, bearer(who), body == null ? "" : body);

        assertEquals(status, answer.status(), answer.body()::toString);
        assertTrue(answer.error().contains(words), answer.error());
    }
}
