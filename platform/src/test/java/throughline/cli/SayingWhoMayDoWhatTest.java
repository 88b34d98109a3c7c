package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SayingWhoMayDoWhatTest {

    @TempDir static Path folder;

    @Test
    void people_are_added_changed_and_given_tokens_and_all_of_it_is_in_the_log() {
        Path home = folder.resolve("home");
        CommandRun added =
                CommandRun.json(
                        home,
                        "people",
                        "add",
                        "noor",
                        "--name",
                        "Noor Haddad",
                        "--role",
                        "partner,practice-lead",
                        "--unit",
                        "europe");
        assertThat(added.exit()).as(added.err()).isZero();
        String password = String.valueOf(added.object().get("password"));
        assertThat(password).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        CommandRun list = CommandRun.json(home, "people", "list");
        assertThat(list.list("people"))
                .extracting(person -> person.get("login"))
                .containsExactly("admin", "noor");
        assertThat(list.out()).doesNotContain(password);

        CommandRun token =
                CommandRun.json(
                        home, "people", "token", "noor", "--name", "planner", "--role", "partner");
        assertThat(token.exit()).as(token.err() + token.out()).isZero();
        assertThat(
                        CommandRun.json(
                                home, "people", "token", "noor", "--name", "x", "--role", "admin"))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("token-exceeds-owner"));

        assertThat(CommandRun.json(home, "people", "set", "noor", "--active", "false").exit())
                .isZero();
        CommandRun last = CommandRun.json(home, "people", "set", "admin", "--role", "viewer");
        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.err()).contains("last-admin");
        CommandRun locked = CommandRun.json(home, "people", "set", "admin", "--os-user", "");
        assertThat(locked.exit()).isEqualTo(1);
        assertThat(locked.err()).contains("last-admin", "locked for good");
        assertThat(CommandRun.json(home, "people", "list").exit()).isZero();

        CommandRun verified = CommandRun.json(home, "audit", "verify");
        assertThat(verified.exit()).isZero();
        assertThat(verified.object()).containsEntry("sound", true);
        CommandRun log = CommandRun.json(home, "audit", "list", "--search", "noor");
        assertThat(log.list("entries"))
                .extracting(entry -> entry.get("what"))
                .containsExactly("person-changed", "password-changed", "person-added");
        assertThat(log.out()).doesNotContain(password);
        String head = String.valueOf(verified.object().get("head"));
        assertThat(CommandRun.json(home, "audit", "verify", "--head", head).exit()).isZero();
        assertThat(CommandRun.json(home, "audit", "verify", "--head", "ab".repeat(32)).exit())
                .isEqualTo(1);
    }

    @Test
    void whoever_is_nobody_here_is_told_what_would_work() {
        Path home = folder.resolve("other");
        assertThat(CommandRun.json(home, "people", "add", "eva", "--role", "finance").exit())
                .isZero();
        assertThat(
                        CommandRun.json(
                                        home,
                                        "people",
                                        "set",
                                        "admin",
                                        "--os-user",
                                        "somebody-else")
                                .exit())
                .isZero();
        CommandRun refused = CommandRun.json(home, "people", "add", "ida");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("nobody-here", "--os-user");
    }

    @Test
    void bad_names_are_refused_in_one_sentence() {
        Path home = folder.resolve("names");
        for (List<String> bad :
                List.of(
                        List.of("Eva"),
                        List.of("<script>"),
                        List.of("eva", "--role", "Partner!"),
                        List.of("eva", "--name", "\u202Eeva\u0007"),
                        List.of("a".repeat(60)))) {
            String[] arguments = new String[bad.size() + 2];
            arguments[0] = "people";
            arguments[1] = "add";
            for (int i = 0; i < bad.size(); i++) {
                arguments[i + 2] = bad.get(i);
            }
            CommandRun run = CommandRun.json(home, arguments);
            assertThat(run.exit()).as(bad + run.err()).isEqualTo(2);
            assertThat(run.err()).contains("-unfit");
        }
        assertThat(CommandRun.json(home, "people", "list").list("people")).hasSize(1);
    }
}
