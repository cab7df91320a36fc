package io.mcpctl.benchmarks.gateway;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The echo server over standard input and output: a line in, a line out. */
final class EchoStdio {
    private EchoStdio() {}

    static void run() throws IOException {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            byte[] buffer = new byte[1 << 16];
            int end = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer, end, buffer.length - end)) {
                end += count;
                int start = answerLines(buffer, end, out);
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                if (end == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
            }
        }
    }

    private static int answerLines(byte[] buffer, int end, FileOutputStream out) throws IOException {
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (buffer[i] == '\n') {
                byte[] answer = Echo.answer(buffer, start, i);
                if (answer.length > 0) {
                    out.write(Echo.join(answer, new byte[] {'\n'}));
                }
                start = i + 1;
            }
        }
        return start;
    }
}
