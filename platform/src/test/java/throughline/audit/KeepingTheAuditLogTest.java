package throughline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.OneTransaction;
import throughline.database.SharedDatabase;

@ResourceLock("the audit log")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class KeepingTheAuditLogTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final JdbcClient database = JdbcClient.create(SharedDatabase.dataSource());
    private final AuditLog log = new AuditLog(SharedDatabase.dataSource());

    @BeforeEach
    void empty() {
        tampering("truncate audit");
    }

    @Test
    void what_was_written_verifies_whatever_people_typed() {
        for (String text :
                List.of(
                        "",
                        "a",
                        "ab\nc",
                        "\u0000 zero",
                        "\uD800 half",
                        "مرحبا",
                        "😀",
                        "x".repeat(9_000))) {
            log.add(deed(text), NOON);
        }
        assertThat(log.verify(Optional.empty()))
                .satisfies(verdict -> assertThat(verdict.fault()).isEmpty())
                .satisfies(verdict -> assertThat(verdict.entries()).isEqualTo(8));
    }

    @Test
    void a_changed_entry_is_found_and_named() {
        three();
        tampering("update audit set why = 'because' where position = 2");
        assertThat(log.verify(Optional.empty()).fault().orElse(""))
                .contains("Entry 2", "was changed");
    }

    @Test
    void a_removed_entry_is_found_and_named() {
        three();
        tampering("delete from audit where position = 2");
        assertThat(log.verify(Optional.empty()).fault().orElse("")).contains("Entry 2 is missing");
    }

    @Test
    void a_log_that_was_cut_off_is_found_by_a_noted_head() {
        three();
        String head = log.verify(Optional.empty()).head();
        assertThat(log.verify(Optional.of(head)).fault()).isEmpty();
        tampering("delete from audit where position = 3");
        assertThat(log.verify(Optional.empty()).fault()).isEmpty();
        assertThat(log.verify(Optional.of(head)).fault().orElse("")).contains("cut off");
        log.add(deed("later"), NOON);
        assertThat(log.verify(Optional.of(head)).fault()).isPresent();
    }

    @Test
    void the_database_itself_refuses_changes() {
        three();
        for (String sql :
                List.of("update audit set who = 'x'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> database.sql(sql).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only ever added to");
        }
    }

    @Test
    void an_entry_goes_with_what_it_tells() {
        assertThatThrownBy(
                        () ->
                                new OneTransaction(SharedDatabase.dataSource())
                                        .of(
                                                () -> {
                                                    log.add(deed("never happened"), NOON);
                                                    throw new IllegalStateException("it failed");
                                                }))
                .hasMessage("it failed");
        assertThat(log.list(Long.MAX_VALUE, "", 10)).isEmpty();
    }

    @Test
    void many_at_once_make_one_chain() throws Exception {
        List<Future<AuditEntry>> written = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                String text = "number " + i;
                written.add(many.submit(() -> log.add(deed(text), NOON)));
            }
        }
        for (Future<AuditEntry> each : written) {
            assertThat(each.get().position()).isBetween(1L, 60L);
        }
        assertThat(log.verify(Optional.empty()).entries()).isEqualTo(60);
        assertThat(log.verify(Optional.empty()).fault()).isEmpty();
    }

    private void three() {
        List.of("one", "two", "three").forEach(text -> log.add(deed(text), NOON));
    }

    /** As whoever owns the database could. */
    private void tampering(String sql) {
        database.sql("alter table audit disable trigger audit_append_only").update();
        database.sql(sql).update();
        database.sql("alter table audit enable trigger audit_append_only").update();
    }

    private static AuditLog.Deed deed(String why) {
        return new AuditLog.Deed("ada", "test", "waived", "crm:deal:1", why, "held up", "goes on");
    }
}
