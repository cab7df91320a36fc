package io.mcpctl.plugins.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads manifest headers of OSGi as far as it is needed to speak about them; the framework reads them for real. */
final class Headers {
    private Headers() {}

    /** Version range by package, empty when none is given; optional imports are left out. */
    static Map<String, String> importedPackages(String header) {
        Map<String, String> ranges = new LinkedHashMap<>();
        for (String clause : split(header, ',')) {
            List<String> parts = split(clause, ';');
            String range = "";
            boolean optional = false;
            List<String> packages = new ArrayList<>();
            for (String part : parts) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    packages.add(part);
                } else if (part.substring(0, equals).strip().equals("version")) {
                    range = part.substring(equals + 1).strip().replace("\"", "");
                } else if (part.replace("\"", "").replace(" ", "").equals("resolution:=optional")) {
                    optional = true;
                }
            }
            for (String name : optional ? List.<String>of() : packages) {
                ranges.put(name, range);
            }
        }
        return ranges;
    }

    /** Splits outside of quotes; parts are stripped, empty ones left out. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
