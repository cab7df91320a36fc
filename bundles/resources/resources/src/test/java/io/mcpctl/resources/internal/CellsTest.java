package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.ResourceKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table shows of a member. */
final class CellsTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text'                                                                  | text",
                "''                                                                      | -",
                "null                                                                    | -",
                "true                                                                    | true",
                "[]                                                                      | -",
                "['a','b']                                                               | a,b",
                "[{'kind':'Group','name':'admin'}]                                       | Group:admin",
                "[{'role':'view','resource':'servers','name':null},{'role':'run','action':'logs'}] | view:servers,run:logs",
                "'2026-12-21T19:24:11.687Z'                                              | 2026-12-21T19:24Z",
            })
    void aMemberIsShownOnOneShortLine(String value, String cell) throws JsonProcessingException {
        ObjectNode document = (ObjectNode)
                Json.MAPPER.readTree("{'member':%s}".formatted(value).replace('\'', '"'));

        assertEquals(
                "[\"" + cell + "\"]",
                Documents.row(List.of(new ResourceKind.Column("MEMBER", "member", false)), document)
                        .toString());
    }
}
