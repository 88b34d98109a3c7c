package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.landscape.build.Defect;
import throughline.releases.ReadResult;

/** A system's file is checked before anything is sent under it, all of it at once. */
class RefusingBadSystemFilesTest {

    @Test
    void a_sound_file_is_taken() {
        assertThat(DeclaredFiles.read("erp", DeclaredFiles.bytes("erp")))
                .isInstanceOf(ReadResult.Released.class);
    }

    @Test
    void every_fault_comes_at_once_with_its_line_and_what_would_work() {
        assertThat(defects(DeclaredFiles.bytes("full-of-faults")))
                .containsExactlyInAnyOrder(
                        "5: writes names UPDATE_PROJECT, and actions does not say how it is brought"
                                + " about. Add actions.UPDATE_PROJECT, or take it out of writes.",
                        "7: There is no time zone Mars/North. Use a name such as Europe/Berlin.",
                        "8: times is no pattern (Unknown pattern letter: b). Write one such as"
                                + " uuuu-MM-dd HH:mm:ss.",
                        "9: A system of connector http has no timeout. Known here: actions, auth,"
                            + " connector, contract, drift, endpoint, entities, errors, json,"
                            + " limits, maintenance, mode, name, owner, poll, records, role, rpc,"
                            + " secondary, settleMillis, sources, timeoutMillis, times, tls, units,"
                            + " values, writes, zone.",
                        "10: auth needs login. Add it.",
                        "10: auth needs headers. Add it.",
                        "10: password is written out here. Refer to it as ${env:NAME} or"
                                + " ${file:PATH}, and change the secret, since it has been seen.",
                        "12: task is polled, and records does not say how it is listed. Add"
                                + " records.task; listed are issue.",
                        "12: No mapping takes task of psa, so its records would only be kept. Add"
                                + " one, or correct the name.",
                        "14: when: token recognition error at: '= '. Correct the expression.",
                        "14: when: extraneous input '422' in an expression. Correct the"
                                + " expression.",
                        "15: is says broken. Use done, refused, limited, unauthorized, undone,"
                                + " failed or unreadable.",
                        "18: get is issues.json?since={aftr}. Write a path that begins with /,"
                                + " below the endpoint.",
                        "18: get: undeclared reference to 'aftr'. Correct the expression.",
                        "18: records.issue needs id. Add it.",
                        "20: by says pages. Use offset, number, cursor or link.",
                        "23: Nothing says where the record is that CREATE_PROJECT makes. Add"
                                + " record, or find to search for it.",
                        "22: actions describes CREATE_THING, which is not received. Add it to"
                                + " writes, or delete it.",
                        "24: These steps change something more than once, and a crash between two"
                            + " changes would leave the first behind. Add find, and name found in"
                            + " the steps (when: found == null), so that the next attempt takes up"
                            + " what is there; or say repeatable: true when sending all of it twice"
                            + " does no harm, or reads: true on a step that changes nothing.",
                        "28: There is no action CREATE_THING. Use one of [CREATE_CUSTOMER,"
                                + " CREATE_CONTRACT, CREATE_PROJECT, UPDATE_PROJECT, POST_INVOICE,"
                                + " POST_CREDIT_NOTE, POST_JOURNAL, WRITE_BACK].");
    }

    @Test
    void what_is_asked_before_a_search_may_change_nothing() {
        String erp = new String(DeclaredFiles.bytes("erp"), StandardCharsets.UTF_8);
        String asking = "find:\n      first: [{name: there, post: /customers}]\n";
        byte[] file = erp.replaceFirst("find:\n", asking).getBytes(StandardCharsets.UTF_8);
        assertThat(defects(file))
                .anyMatch(
                        line ->
                                line.endsWith(
                                        "there may change something, and is made whenever one"
                                                + " searches. Use get, or say reads: true."));
    }

    private static List<String> defects(byte[] file) {
        ReadResult result = DeclaredFiles.read("psa", file);
        assertThat(result).isInstanceOf(ReadResult.Faulty.class);
        return ((ReadResult.Faulty) result)
                .defects().stream()
                        .filter(defect -> defect.place().file().equals("systems/psa.yaml"))
                        .map(RefusingBadSystemFilesTest::line)
                        .toList();
    }

    private static String line(Defect defect) {
        return defect.place().line() + ": " + defect.sentence();
    }
}
