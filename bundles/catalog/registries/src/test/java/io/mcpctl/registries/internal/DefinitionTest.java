package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.internal.RestBench.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of registries as definitions of servers. */
class DefinitionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final RegistryBench bench = new RegistryBench(Map.of());

    @BeforeEach
    void recorded() throws IOException {
        JsonNode page = MAPPER.readTree(FakeRegistry.resource("official-1.json"));
        bench.fake
                .on(
                        "/official/v0.1/servers/io.github.example%2Fweather/versions/latest",
                        FakeRegistry.json(page.path("servers").get(0).toString()))
                .on(
                        "/official/v0.1/servers/io.github.example%2Fold-weather/versions/latest",
                        FakeRegistry.json(page.path("servers").get(1).toString()))
                .file("/smithery/servers/@sky/forecast", "smithery-server.json")
                .on(
                        "/glama/v1/servers/example/weather-mcp",
                        FakeRegistry.json(MAPPER.readTree(FakeRegistry.resource("glama.json"))
                                .path("servers")
                                .get(0)
                                .toString()));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private Answer propose(String registry, String wish) {
        return bench.rest.send("POST", "/registry/servers/" + registry + "/definition", wish);
    }

    private JsonNode server(String registry, String wish) {
        Answer answer = propose(registry, wish);
        assertEquals(200, answer.status(), answer.text());
        ObjectNode server = answer.json().path("server").deepCopy();
        assertTrue(server.remove("source").path("name").asText().startsWith(registry + ":"), answer.text());
        return server;
    }

    private static void same(String expected, JsonNode actual) throws IOException {
        assertEquals(MAPPER.readTree(expected.replace('\'', '"')), actual);
    }

    @Test
    void aNodePackageKeepsItsArgumentsVariablesAndSecrets() throws IOException {
        JsonNode server = server(
                "official",
                "{'id':'io.github.example/weather','values':{'region':'north; rm -rf /'},"
                        + "'secrets':{'WEATHER_API_KEY':{'name':'w-env','key':'WEATHER_API_KEY'}}}");

        same("""
                {'description':'Forecasts and alerts','transport':'STDIO','packageName':'@example/weather-mcp@1.2.0','runtime':'node',
                 'repositoryUrl':'https://github.com/example/weather-mcp',
                 'args':['--units','metric','--region','north; rm -rf /','serve'],
                 'env':[{'name':'WEATHER_API_KEY','valueFrom':{'secretRef':{'name':'w-env','key':'WEATHER_API_KEY'}}},
                        {'name':'WEATHER_LANG','value':'en'},{'name':'NODE_ENV','value':'production'}]}""", server);
    }

    @Test
    void optionalArgumentsAreThereWhenTheyAreGiven() {
        JsonNode server = server(
                "official",
                "{'id':'io.github.example/weather','values':{'region':'n','cache_dir':'/tmp/c','units':'imperial'},"
                        + "'secrets':{'WEATHER_API_KEY':{'name':'s','key':'k'}}}");

        assertEquals(
                "[\"--units\",\"imperial\",\"--region\",\"n\",\"--cache\",\"/tmp/c\",\"serve\"]",
                server.path("args").toString());
    }

    @Test
    void aRemoteHasItsAddressAndHeadersWithTheSchemeBeforeTheSecret() throws IOException {
        JsonNode server = server(
                "official",
                "{'id':'io.github.example/weather','type':'remote','values':{'tenant':'acme','lang':'de&x=1'},"
                        + "'secrets':{'Authorization':{'name':'w','key':'token'}}}");

        assertEquals(
                "https://acme.weather.example.com/mcp?lang=de%26x%3D1",
                server.path("externalUrl").asText());
        assertEquals("STREAMABLE_HTTP", server.path("transport").asText());
        same(
                "[{'name':'Authorization','valueFrom':{'secretRef':{'name':'w','key':'token'},'prefix':'Bearer '}},"
                        + "{'name':'X-Client','value':'mcp'}]",
                server.path("headers"));
        assertTrue(
                server.toString().contains("{\"secretRef\":{\"name\":\"w\",\"key\":\"token\"}"),
                "people read it, so its order is always the same");
    }

    @Test
    void anImageAndAPythonPackageAreTakenToo() {
        JsonNode image = server("official", "{'id':'io.github.example/weather','type':'oci'}");
        JsonNode python = server("official", "{'id':'io.github.example/old-weather'}");

        assertEquals(
                "ghcr.io/example/weather-mcp:1.2.0", image.path("dockerImage").asText());
        assertEquals("old-weather==0.1.0", python.path("packageName").asText());
        assertEquals("python", python.path("runtime").asText());
    }

    @Test
    void aServerAtSmitheryIsReachedThere() throws IOException {
        Answer answer = propose(
                "smithery",
                "{'id':'@sky/forecast','values':{'city':'Den Haag'},'secrets':{'Authorization':{'name':'s','key':'k'}}}");

        JsonNode server = answer.json().path("server");
        assertEquals(
                "https://server.smithery.ai/@sky/forecast/mcp?city=Den%20Haag",
                server.path("externalUrl").asText());
        same(
                "[{'name':'Authorization','valueFrom':{'secretRef':{'name':'s','key':'k'},'prefix':'Bearer '}}]",
                server.path("headers"));
        assertEquals(
                "[\"optional and secret settings are made at Smithery, not here: skyApiKey, units\"]",
                answer.json().path("notes").toString());
    }

    @Test
    void theRecordSaysWhatWillBeAskedAndWhatCannotRun() {
        JsonNode shown = bench.get("/registry/servers/official?id=io.github.example/weather")
                .json();

        assertEquals("weather", shown.path("suggestedName").asText());
        assertEquals(
                List.of("WEATHER_API_KEY", "WEATHER_LANG", "units", "region", "cache_dir"),
                shown.path("envTemplate").findValuesAsText("name"));
        assertTrue(shown.path("envTemplate").get(0).path("secret").asBoolean());
        List<String> usable = new ArrayList<>();
        shown.path("packages").forEach(way -> usable.add(way.path("type").asText() + " " + way.path("usable")));
        assertEquals(List.of("npm true", "oci true", "mcpb false", "remote true"), usable);
        assertEquals(
                "arguments for npx itself are not taken over",
                shown.path("packages").get(0).path("notes").get(0).asText());
    }

    @Test
    void everythingThatLacksOrDoesNotFitIsNamedAtOnce() {
        Answer answer = propose(
                "official",
                "{'id':'io.github.example/weather','values':{'units':'kelvin','WEATHER_API_KEY':'inline','colour':'x'}}");

        assertEquals(400, answer.status());
        for (String part : List.of(
                "colour is not asked for; possible are WEATHER_API_KEY, WEATHER_LANG, cache_dir, region, units",
                "WEATHER_API_KEY is a secret; store it as one and refer to it",
                "units must be one of metric, imperial",
                "region is missing: Where to look")) {
            assertTrue(answer.detail().contains(part), answer.detail());
        }
        assertFalse(answer.text().contains("inline"), answer.text());
        assertEquals(4, answer.json().path("details").size());
        assertTrue(propose("official", "{'id':'io.github.example/weather','secrets':{'region':{'name':'s','key':'k'}}}")
                .detail()
                .contains("region is part of an argument or address, which cannot refer to a secret"));
    }

    @Test
    void whatNamesNothingToRunIsRefusedWithItsRepository() {
        Answer answer = propose("glama", "{'id':'example/weather-mcp'}");

        assertEquals(422, answer.status());
        assertEquals(
                "glama:example/weather-mcp names no package, image or address; see https://github.com/example/weather-mcp.git"
                        + " and create the server with options of its own",
                answer.detail());
    }

    @Test
    void anotherTypeThanThoseOfferedIsRefused() {
        Answer answer = propose("official", "{'id':'io.github.example/old-weather','type':'oci'}");

        assertEquals(400, answer.status());
        assertEquals(
                "official:io.github.example/old-weather is not offered as \"oci\"; it is as pypi", answer.detail());
    }

    @Test
    void anUnknownServerIsNotFound() {
        Answer answer = bench.get("/registry/servers/official?id=nobody/nothing");

        assertEquals(404, answer.status());
        assertEquals(
                "registry official knows no server \"nobody/nothing\"; `mcpctl registry search` finds some",
                answer.detail());
        assertEquals(404, bench.get("/registry/servers/smithery?id=nothing").status());
    }

    @Test
    void anIdThatLeadsElsewhereIsRefusedBeforeAnybodyIsAsked() {
        for (String id : List.of("..%2F..%2Fadmin", "a%2F..%2Fb", "a%3Fb", "a%0d%0ab", "", "%2Fa")) {
            assertEquals(400, bench.get("/registry/servers/smithery?id=" + id).status(), id);
        }
        assertEquals(400, bench.get("/registry/servers/npm?id=a").status());
        assertEquals(List.of(), bench.fake.asked);
    }

    @Test
    void hostileNamesAndArgumentsNeverBecomeADefinition() {
        String[] packages = {
            "{'registryType':'npm','identifier':'--call=touch /tmp/x','version':'1.0.0'}",
            "{'registryType':'npm','identifier':'https://example.com/x.tgz'}",
            "{'registryType':'npm','identifier':'x','version':'1.0.0 && id'}",
            "{'registryType':'pypi','identifier':'x @ file:///etc'}",
            "{'registryType':'oci','identifier':'--privileged'}",
            "{'registryType':'npm','identifier':'x','packageArguments':[{'type':'positional','value':'\\u001b]0;title\\u0007'}]}",
            "{'registryType':'npm','identifier':'x\\u202ey'}"
        };
        for (int i = 0; i < packages.length; i++) {
            String id = "hostile/n" + i;
            bench.fake.on(
                    "/official/v0.1/servers/hostile%2Fn" + i + "/",
                    FakeRegistry.json(("{'server':{'name':'" + id + "','description':'d','version':'1','packages':["
                                    + packages[i] + "]}}")
                            .replace('\'', '"')));

            Answer answer = propose("official", "{'id':'" + id + "'}");

            assertEquals(422, answer.status(), packages[i] + answer.text());
            assertFalse(answer.text().contains("\\u001b"), answer.text());
        }
    }

    @Test
    void aPackageOfAnotherRegistryIsRefusedBecauseTheRunnerWouldTakeItFromTheDefaultOne() {
        bench.fake.on("/official/v0.1/servers/private%2Fone/", FakeRegistry.json("""
                {"server":{"name":"private/one","description":"d","version":"1","packages":[
                  {"registryType":"npm","registryBaseUrl":"https://npm.example.com/","identifier":"one","version":"1.0.0"},
                  {"registryType":"pypi","registryBaseUrl":"https://%s/","identifier":"one-py","version":"1.0.0"}]}}""".formatted(host("pypi", "org"))));
        bench.fake.on("/official/v0.1/servers/private%2Ftwo/", FakeRegistry.json("""
                {"server":{"name":"private/two","description":"d","version":"1","packages":[
                  {"registryType":"oci","registryBaseUrl":"https://quay.example.com","identifier":"two/image"},
                  {"registryType":"oci","registryBaseUrl":"https://quay.example.com","identifier":"quay.example.com/two/good"}]}}"""));

        Answer npm = propose("official", "{'id':'private/one','type':'npm'}");
        Answer pypi = propose("official", "{'id':'private/one'}");
        JsonNode shown =
                bench.get("/registry/servers/official?id=private/one").json().path("packages");

        assertEquals(400, npm.status());
        assertEquals(
                "official:private/one is not offered as \"npm\" that can be run: npm one 1.0.0, which is in the registry"
                        + " https://npm.example.com/, and packages are taken from the default one only; it is as pypi",
                npm.detail());
        assertEquals(
                "one-py==1.0.0", pypi.json().path("server").path("packageName").asText());
        assertFalse(shown.get(0).path("usable").asBoolean());
        assertTrue(
                shown.get(0).path("notes").get(0).asText().startsWith("is in the registry https://npm.example.com/"));
        assertEquals(
                "quay.example.com/two/good",
                server("official", "{'id':'private/two'}").path("dockerImage").asText());
    }

    private static String host(String... labels) {
        return String.join(".", labels);
    }

    @Test
    void theDefaultRegistryIsKnownByAllItsNames() {
        Map<String, List<String>> defaults = Map.of(
                "npm", List.of(host("registry", "npmjs", "org"), host("www", "npmjs", "com"), host("npmjs", "com")),
                "pypi", List.of(host("pypi", "org"), host("pypi", "org") + "/simple/"),
                "oci", List.of(host("docker", "io"), host("index", "docker", "io"), host("hub", "docker", "com")));
        defaults.forEach((type, names) -> {
            names.forEach(name -> assertEquals(Optional.empty(), PackageHome.obstacle(type, "x", "https://" + name)));
            assertTrue(PackageHome.obstacle(type, "x", "https://" + names.getFirst() + ".example.com")
                    .isPresent());
        });
    }

    @Test
    void aServerWithNothingButPackagesOfOtherRegistriesSaysWhy() {
        bench.fake.on("/official/v0.1/servers/private%2Fthree/", FakeRegistry.json("""
                {"server":{"name":"private/three","description":"d","version":"1","packages":[
                  {"registryType":"pypi","registryBaseUrl":"https://pypi.example.com/simple","identifier":"three"}]}}"""));

        Answer answer = propose("official", "{'id':'private/three'}");

        assertEquals(422, answer.status());
        assertTrue(
                answer.detail()
                        .contains(
                                "cannot be run here: pypi three, which is in the registry https://pypi.example.com/simple"),
                answer.detail());
    }

    @Test
    void namesOfServersAreMadeToFitOurRule() {
        assertEquals("weather-mcp", Words.label("io.github.example/Weather_MCP"));
        assertEquals("server", Words.label("io.example/___"));
        assertEquals("a".repeat(63), Words.label("x/" + "a".repeat(100)));
        assertEquals("rm-rf", Words.label("@x/$(rm -rf ~)"));
    }
}
