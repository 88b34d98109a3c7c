package throughline.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Has PostgreSQL's own program make them, under a password that is made up for this home. */
final class Initdb implements FirstFiles {

    @Override
    public void make(Home home, Path log) throws IOException, InterruptedException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(home.password());
        Files.createFile(
                home.password(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(home.password(), HexFormat.of().formatHex(secret));
        // Made aside and moved: a folder that is there is complete.
        Path fresh = Files.createTempDirectory(home.directory(), "initdb");
        Programs.unpacked()
                .run(
                        log,
                        "initdb",
                        "--pgdata=" + fresh,
                        "--username=" + EmbeddedPostgres.USER,
                        "--pwfile=" + home.password(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--no-instructions");
        Files.move(fresh, home.postgres());
    }
}
