package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that somebody keeps is not closed behind his back: that would be a fault. */
class KeepingConnectionsTest {

    private static final int KEPT = 300;

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        twins.close();
    }

    @Test
    void however_many_are_kept_each_takes_another_call() throws IOException {
        URI there = URI.create(twins.psa().url());
        for (int i = 0; i < KEPT; i++) {
            Socket socket = new Socket(there.getHost(), there.getPort());
            socket.setSoTimeout(10_000);
            sockets.add(socket);
            assertThat(answered(socket)).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
        for (Socket socket : sockets) {
            assertThat(answered(socket)).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    /** How an answer begins; the rest is read away. */
    private static String answered(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET /api/v1/people HTTP/1.1\r\nHost: psa\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String first = String.valueOf(in.readLine());
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        while (length-- > 0) {
            in.read();
        }
        return first;
    }
}
