package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.Action;
import throughline.align.ActionKind;

class FileExportConnectorTest extends ConnectorContractTest {

    @TempDir static Path folder;

    @Override
    Connector connector() {
        return new FileExport("ledger", folder);
    }

    @Override
    Action action(ActionKind kind, int number) {
        return Samples.planned(
                "ledger", kind, "crm:opportunity:" + number, "crm:account:" + number);
    }

    @Override
    int held(Action action) {
        String name = FileExport.fileName(action.naturalKey()) + ".json";
        try (var files = Files.walk(folder.resolve(DocumentNumbers.folder(action.kind())))) {
            return (int) files.filter(file -> file.endsWith(name)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void numbers_have_no_gaps_however_many_write_at_once(@TempDir Path fresh) throws Exception {
        Connector ledger = new FileExport("ledger", fresh);
        List<Callable<Answer>> writes =
                IntStream.range(0, 50)
                        .mapToObj(number -> action(ActionKind.POST_INVOICE, 1000 + number))
                        .<Callable<Answer>>map(each -> () -> ledger.write(each, "k"))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(writes);
        }

        assertThat(numbers(fresh)).hasSize(50).startsWith("INV-000001").endsWith("INV-000050");
        Answer next =
                new FileExport("ledger", fresh)
                        .write(action(ActionKind.POST_INVOICE, 2000), "after a restart");
        assertThat(((Answer.Confirmed) next).facts()).containsEntry("number", "INV-000051");
    }

    @Test
    void a_natural_key_cannot_leave_the_folder() {
        assertThat(FileExport.fileName("../../etc/passwd")).isEqualTo("%2E.%2F..%2Fetc%2Fpasswd");
        assertThat(FileExport.fileName("crm:opportunity:1/2026-03#1"))
                .isEqualTo("crm%3Aopportunity%3A1%2F2026-03%231");
    }

    private static List<String> numbers(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(FileExportConnectorTest::number)
                    .sorted()
                    .toList();
        }
    }

    private static String number(Path file) {
        try {
            return Json.object(Files.readAllBytes(file))
                    .flatMap(document -> Json.text(document, "number"))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
