package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.connectors.ConnectorException.Kind;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** Whatever changed in the CRM is read, once at least, whole, and without holding up the rest. */
class ReadingTheCrmTest {

    private static final String DATA = "/services/data/v64.0";
    private static final String DEALS = DATA + "/sobjects/Opportunity";
    private static final String LINES = DATA + "/sobjects/Line__c";
    private static final String MILESTONES = DATA + "/sobjects/Milestone__c";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Twins twins;
    private TwinClient person;
    private Connector crm;
    private Watermark place;

    @BeforeEach
    void open() {
        twins = Twins.start(TwinsOptions.defaults());
        person = signedIn();
        crm = opened(Map.of());
        place = Watermark.START;
    }

    @AfterEach
    void close() throws Exception {
        crm.close();
        twins.close();
    }

    private Connector opened(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("auth", Map.of("clientId", "throughline", "clientSecret", "given:crm"));
        settings.put("sources", Samples.polls("Opportunity", "Account"));
        settings.put("batchSize", 200);
        settings.put(
                "children",
                Map.of(
                        "Opportunity",
                        List.of(
                                "Lines__r.Milestones__r",
                                Map.of(
                                        "of",
                                        "Lines__r.Tiers__r",
                                        "orderBy",
                                        "UpTo__c NULLS LAST"))));
        settings.putAll(more);
        return new Connectors(
                        new Endpoints(Map.of("crm", URI.create(twins.crm().url()))),
                        Secrets.given(
                                Map.of("given:crm", "crm-twin-secret"), _ -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("crm", "salesforce-rest", settings));
    }

    private TwinClient signedIn() {
        String form =
                "grant_type=client_credentials&client_id=throughline&client_secret=crm-twin-secret";
        String token =
                Json.text(
                                new TwinClient(twins.crm().url(), "X-Nobody", "x")
                                        .form("/services/oauth2/token", form),
                                "access_token")
                        .orElseThrow();
        return new TwinClient(twins.crm().url(), "Authorization", "Bearer " + token);
    }

    @Test
    void a_backlog_of_many_pages_within_one_second_is_read_to_its_end() {
        bulk(1_050);
        bulk(1);

        assertThat(read("Opportunity", seen -> seen.size() == 1_051)).hasSize(1_051);
        assertThat(crm.read("Opportunity", place).records()).isNotEmpty();
    }

    @Test
    void nulls_and_decimals_stay_as_they_are() {
        String id = deal();

        assertThat(text(read("Opportunity", seen -> seen.containsKey(id)).get(id)))
                .contains("\"ProjectKey__c\":null", "\"Amount\":420000.10", "\"Lines__r\":null")
                .doesNotContain("BillingAddress");
    }

    @Test
    void children_and_theirs_come_with_their_record() {
        String id = deal();
        String line = line(id, "Build");
        milestone(line, "Kick-off");
        for (String price : List.of("15", "20")) {
            Map<String, Object> tier = new HashMap<>(Map.of("Line__c", line, "Price__c", price));
            tier.put("UpTo__c", price.equals("20") ? 50 : null);
            person.post(DATA + "/sobjects/Tier__c", tier);
        }

        Map<String, Object> deal = read("Opportunity", seen -> seen.containsKey(id)).get(id);
        Map<String, Object> read = children(deal, "Lines__r").getFirst();
        assertThat(read).containsEntry("Name", "Build");
        assertThat(children(read, "Milestones__r"))
                .extracting(each -> each.get("Name"))
                .containsExactly("Kick-off");
        assertThat(children(read, "Tiers__r"))
                .extracting(each -> String.valueOf(each.get("Price__c")))
                .containsExactly("20", "15");
    }

    @Test
    void more_children_than_a_page_holds_are_read_before_the_next_record() {
        String id = deal();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < 470; i++) {
            lines.add(made("Line__c", Map.of("Name", "Line " + i, "Opportunity__c", id)));
        }
        collection(lines);
        bulk(210);

        Map<String, Map<String, Object>> all = read("Opportunity", seen -> seen.size() == 211);

        assertThat(children(all.get(id), "Lines__r")).hasSize(470);
        assertThat(text(all.get(id))).doesNotContain("nextRecordsUrl", "\"done\":false");
    }

    @Test
    void a_child_that_changed_alone_brings_its_record() {
        String id = deal();
        String line = line(id, "Build");
        String milestone = milestone(line, "Kick-off");
        read("Opportunity", seen -> seen.containsKey(id));
        String stamp = stamp(id);

        person.patch(MILESTONES + "/" + milestone, Map.of("Name", "Design"));
        Map<String, Object> changed =
                read("Opportunity", seen -> text(seen.get(id)).contains("Design")).get(id);

        assertThat(changed).containsEntry("SystemModstamp", stamp);
        person.delete(LINES + "/" + line);
        assertThat(read("Opportunity", seen -> text(seen.get(id)).contains("\"Lines__r\":null")))
                .containsKey(id);
    }

    @Test
    void a_deleted_record_is_read_as_deleted() {
        String id = deal();
        read("Opportunity", seen -> seen.containsKey(id));
        person.delete(DEALS + "/" + id);

        read("Opportunity", seen -> text(seen.get(id)).contains("\"IsDeleted\":true"));
    }

    @Test
    void a_field_that_is_taken_away_or_added_stops_nothing() throws Exception {
        String id = deal();
        read("Opportunity", seen -> seen.containsKey(id));
        twins.crm().withdraw("Opportunity", "PurchaseOrder__c");
        person.patch(DEALS + "/" + id, Map.of("Name", "Renamed"));

        Map<String, Object> deal =
                read("Opportunity", seen -> text(seen.get(id)).contains("Renamed")).get(id);
        assertThat(deal).doesNotContainKey("PurchaseOrder__c");

        twins.crm().introduce("Opportunity", "Region__c");
        crm.close();
        crm = opened(Map.of());
        assertThat(text(read("Opportunity", seen -> seen.containsKey(id)).get(id)))
                .contains("\"Region__c\":null");
    }

    @Test
    void a_result_that_is_forgotten_there_is_gone_on_with_from_what_was_read() {
        bulk(900);
        await(() -> crm.read("Opportunity", Watermark.START).records().size() == 200);
        Map<String, Map<String, Object>> seen = new LinkedHashMap<>();

        place = take("Opportunity", place, seen).next();
        twins.crm().forgetQueries();
        place = take("Opportunity", place, seen).next();
        twins.crm().endSessions();
        read("Opportunity", seen, all -> all.size() == 900);

        assertThat(seen).hasSize(900);
    }

    @Test
    void what_changes_within_the_second_that_runs_is_read_when_that_is_over() {
        String id = deal();
        read("Opportunity", seen -> seen.containsKey(id));
        for (int i = 0; i < 20; i++) {
            person.patch(DEALS + "/" + id, Map.of("Name", "Name " + i));
            Page page = crm.read("Opportunity", place);
            String last = stamp(id);
            page.records()
                    .forEach(
                            each -> {
                                if (each.version().equals(last)) {
                                    assertThat(new String(each.body(), StandardCharsets.UTF_8))
                                            .contains(name(id));
                                }
                            });
            place = page.next();
        }

        read("Opportunity", seen -> text(seen.get(id)).contains("Name 19"));
    }

    @Test
    void a_question_that_is_too_long_for_an_address_is_asked_all_the_same() {
        for (int i = 0; i < 400; i++) {
            twins.crm().introduce("Account", "AFieldWithALongNameNumber" + i + "__c");
        }
        person.post(DATA + "/sobjects/Account", Map.of("Name", "Nordwind"));

        assertThat(read("Account", seen -> seen.size() == 1).values())
                .allSatisfy(
                        each -> assertThat(text(each)).contains("AFieldWithALongNameNumber399__c"));
    }

    @Test
    void children_that_there_are_not_are_named() throws Exception {
        crm.close();
        crm = opened(Map.of("children", Map.of("Opportunity", List.of("Cars__r"))));

        assertThatThrownBy(() -> crm.read("Opportunity", Watermark.START))
                .hasMessageContaining("Opportunity has no children Cars__r");
    }

    @Test
    void polls_leave_the_rest_of_the_daily_limit_to_writes() {
        String id = deal();
        twins.crm().allow(40);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 40; i++) {
                                crm.read("Account", Watermark.START);
                            }
                        })
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(Kind.LIMITED);
                            assertThat(failure.code()).isEqualTo("daily-limit");
                        });
        assertThat(name(id)).isEqualTo("Deal");
    }

    @Test
    void a_place_that_an_earlier_version_noted_is_gone_on_from() {
        String id = deal();
        String stamp = stamp(id).replace("+0000", "Z");
        read("Opportunity", seen -> seen.containsKey(id));

        place = new Watermark(stamp);
        assertThat(read("Opportunity", seen -> !seen.isEmpty())).containsKey(id);
        place = new Watermark(stamp + "|2026-01-01T00:00:00.000Z|/services/data/v64.0/query/x");
        assertThat(read("Opportunity", seen -> !seen.isEmpty())).containsKey(id);
        place = new Watermark("2199-01-01T00:00:00.000Z");
        assertThat(crm.read("Opportunity", place).records()).isEmpty();
    }

    private Map<String, Map<String, Object>> read(
            String type, Predicate<Map<String, Map<String, Object>>> enough) {
        return read(type, new LinkedHashMap<>(), enough);
    }

    /** Reads on until enough is there, run after run. */
    private Map<String, Map<String, Object>> read(
            String type,
            Map<String, Map<String, Object>> seen,
            Predicate<Map<String, Map<String, Object>>> enough) {
        await(
                () -> {
                    Page page = take(type, place, seen);
                    place = page.next();
                    return !page.more() && enough.test(seen);
                });
        return seen;
    }

    private Page take(String type, Watermark after, Map<String, Map<String, Object>> seen) {
        Page page = crm.read(type, after);
        page.records().forEach(raw -> seen.put(raw.id(), whole(raw)));
        return page;
    }

    @SuppressWarnings("unchecked") // JSON as it is
    private static Map<String, Object> whole(Page.Raw raw) {
        return (Map<String, Object>) Json.value(raw.body()).orElseThrow();
    }

    private static void await(java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean met = done.getAsBoolean();
        while (!met) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
            met = done.getAsBoolean();
        }
    }

    private String deal() {
        return id(person.post(DEALS, fields("Deal", "420000.10")));
    }

    private static Map<String, Object> fields(String name, String amount) {
        return Map.of(
                "Name",
                name,
                "StageName",
                "Proposal",
                "CloseDate",
                "2026-03-31",
                "Amount",
                new java.math.BigDecimal(amount));
    }

    private String line(String deal, String name) {
        return id(person.post(LINES, Map.of("Name", name, "Opportunity__c", deal)));
    }

    private String milestone(String line, String name) {
        return id(person.post(MILESTONES, Map.of("Name", name, "Line__c", line)));
    }

    private static String id(Map<String, Object> created) {
        return Json.text(created, "id").orElseThrow(() -> new AssertionError(created));
    }

    private void bulk(int count) {
        List<Map<String, Object>> deals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deals.add(made("Opportunity", fields("Bulk " + i, "1")));
        }
        collection(deals);
    }

    private static Map<String, Object> made(String type, Map<String, Object> fields) {
        Map<String, Object> record = new HashMap<>(fields);
        record.put("attributes", Map.of("type", type));
        return record;
    }

    private void collection(List<Map<String, Object>> records) {
        for (int from = 0; from < records.size(); from += 200) {
            person.post(
                    DATA + "/composite/sobjects",
                    Map.of("records", records.subList(from, Math.min(records.size(), from + 200))));
        }
    }

    private String stamp(String id) {
        return String.valueOf(person.get(DEALS + "/" + id).get("SystemModstamp"));
    }

    private String name(String id) {
        return String.valueOf(person.get(DEALS + "/" + id).get("Name"));
    }

    private static List<Map<String, Object>> children(
            @Nullable Map<String, Object> record, String name) {
        return Json.objects(Json.child(java.util.Objects.requireNonNull(record), name), "records");
    }

    private static String text(@Nullable Map<String, Object> record) {
        return record == null ? "" : new String(Json.write(record), StandardCharsets.UTF_8);
    }
}
