package throughline.connectors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Compressed answers, up to a length: a few kilobytes may otherwise become gigabytes. */
final class Unzipped {

    private Unzipped() {}

    /** What was compressed; empty when it is broken, cut off or longer than allowed. */
    static Optional<byte[]> of(byte[] compressed, int mostBytes) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] plain = stream.readNBytes(mostBytes);
            return stream.read() < 0 ? Optional.of(plain) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
