package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailedAnswerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'no'}} | true",
                "{'jsonrpc':'2.0','id':1,'result':{'content':[],'isError':true}} | true",
                "{'jsonrpc':'2.0','id':1,'result':{'content':[],'isError':false}} | false",
                "{'jsonrpc':'2.0','id':1,'result':{'error':'a member of the result'}} | false",
                "{'jsonrpc':'2.0','id':1,'result':{}} | false"
            })
    void errorsAndResultsThatSayTheyAreOneAreFailures(String answer, boolean failed) {
        assertEquals(failed, FailedAnswer.is(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
