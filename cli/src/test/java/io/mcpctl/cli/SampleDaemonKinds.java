package io.mcpctl.cli;

/** Kinds of every sort of naming, as a daemon describes them. */
final class SampleDaemonKinds {
    static final String ALL = """
            [{"name":"server","plural":"servers","aliases":["srv"],"applyOrder":50,"naming":"name","key":"name","resource":"servers",
              "doc":"A server.","members":[
               {"name":"description","type":"string","doc":"What for.","default":""},
               {"name":"transport","type":"string","values":["STDIO","SSE","STREAMABLE_HTTP"]},
               {"name":"packageName","type":"string"},{"name":"runtime","type":"string","values":["node","python"]},
               {"name":"command","type":"array of string"},{"name":"args","type":"array of string"},
               {"name":"containerPort","type":"integer","range":{"min":1,"max":65535}},
               {"name":"externalUrl","type":"string"},{"name":"replicas","type":"integer","range":{"min":0,"max":100}},
               {"name":"env","type":"array of object","members":[{"name":"name","type":"string","required":true},
                 {"name":"value","type":"string"},{"name":"valueFrom","type":"object","members":[]}]},
               {"name":"resources","type":"object","members":[{"name":"memory","type":"string"},{"name":"cpus","type":"string"}]},
               {"name":"sharing","type":"object","members":[{"name":"mode","type":"string"}]},
               {"name":"health","type":"string","computed":true}]},
             {"name":"instance","plural":"instances","aliases":["inst"],"readOnly":true,"applyOrder":60,"naming":"name","members":[]},
             {"name":"secret","plural":"secrets","aliases":["sec"],"applyOrder":20,"naming":"name","members":[
               {"name":"data","type":"map of string"},{"name":"backend","type":"string","references":"secretbackend"}]},
             {"name":"user","plural":"users","aliases":[],"applyOrder":60,"naming":"name","key":"email","members":[
               {"name":"name","type":"string"},{"name":"password","type":"string","linked":true}]},
             {"name":"group","plural":"groups","aliases":[],"applyOrder":70,"naming":"name","members":[
               {"name":"members","type":"array of string"}]},
             {"name":"project","plural":"projects","aliases":["proj"],"applyOrder":80,"naming":"name","members":[
               {"name":"servers","type":"array of string"},{"name":"gated","type":"boolean"},
               {"name":"serverOverrides","type":"map of object","members":[{"name":"proxyModel","type":"string"}]}]},
             {"name":"serverattachment","plural":"serverattachments","aliases":["sa"],"applyOrder":90,"naming":"composed",
              "scopes":["project","server"],"members":[
               {"name":"project","type":"string","required":true,"references":"project"},
               {"name":"server","type":"string","required":true,"references":"server"}]},
             {"name":"prompt","plural":"prompts","aliases":[],"applyOrder":100,"naming":"scoped","scopes":["project"],"members":[
               {"name":"content","type":"string","required":true},{"name":"project","type":"string","references":"project"},
               {"name":"priority","type":"integer","range":{"min":1,"max":10}}]},
             {"name":"promptrequest","plural":"promptrequests","aliases":["pr"],"applyOrder":110,"naming":"scoped","scopes":["project"],
              "members":[{"name":"content","type":"string","required":true},{"name":"project","type":"string"}]},
             {"name":"mcptoken","plural":"mcptokens","aliases":["token"],"immutable":true,"applyOrder":120,"naming":"scoped",
              "scopes":["project"],"members":[{"name":"project","type":"string","required":true},{"name":"ttl","type":"string"},
               {"name":"rbacMode","type":"string","values":["empty","clone"]},
               {"name":"bindings","type":"array of object","members":[{"name":"role","type":"string","required":true},
                {"name":"resource","type":"string"},{"name":"name","type":"string"},{"name":"action","type":"string"}]},
               {"name":"token","type":"string","computed":true}]},
             {"name":"rbac","plural":"rbac-definitions","aliases":["rbac-definition"],"applyOrder":130,"naming":"name","resource":"rbac",
              "members":[{"name":"subjects","type":"array of object","members":[
                 {"name":"kind","type":"string","required":true,"values":["User","Group","ServiceAccount","McpToken"]},
                 {"name":"name","type":"string","required":true}]},
               {"name":"roleBindings","type":"array of object","members":[{"name":"role","type":"string","required":true},
                {"name":"resource","type":"string"},{"name":"name","type":"string"},{"name":"action","type":"string"}]}]}]""";

    private SampleDaemonKinds() {}
}
