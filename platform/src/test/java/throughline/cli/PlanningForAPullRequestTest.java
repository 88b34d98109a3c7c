package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of a pull request gets to see of a landscape that was edited. */
class PlanningForAPullRequestTest {

    private static final Pattern RUN = Pattern.compile("- run: \\./throughline (.*?) >> ");

    @TempDir private Path folder;
    private Path next;

    @BeforeEach
    void somebody_edits_a_copy() throws IOException {
        next = folder.resolve("next");
        copy(CommandRun.landscape("consulting"), next);
    }

    @Test
    void nothing_changes_when_nothing_was_edited() {
        CommandRun run = planned();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Nothing changes");
    }

    @Test
    void each_change_is_told_with_its_reach_its_verdict_and_its_owner() throws IOException {
        edit(
                "mappings/crm.yaml",
                "lead-source: raw.LeadSource",
                "lead-source: lower(raw.LeadSource)");
        edit("tables/tax-treatment.csv", "US01,no,*,export", "US01,no,*,out-of-scope");
        edit("policies/gates.yaml", "{grace-days: \"0\"}", "{grace-days: \"5\"}");

        CommandRun text = planned();
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains("attributes.lead-source: lower(raw.LeadSource), not raw.LeadSource")
                .contains("crm.Opportunity LeadSource → deal.attributes.lead-source")
                .contains("treatment out-of-scope, not export")
                .contains("gate tax", "POST_INVOICE taxTreatment")
                .contains("gates.schedule.settings.grace-days: 5, not 0");

        Map<String, Map<String, Object>> byPart = byPart(json());
        assertThat(byPart.get("tables/tax-treatment"))
                .containsEntry("owner", "tax")
                .containsEntry("verdict", "not-checkable");
        assertThat(byPart.get("mappings/crm/Opportunity"))
                .containsEntry("owner", "sales-operations")
                .containsEntry("verdict", "not-checkable");
        assertThat(byPart.get("policies/gates")).containsEntry("verdict", "not-checkable");

        CommandRun markdown = planned("--markdown");
        assertThat(markdown.exit()).isZero();
        assertThat(markdown.out())
                .startsWith("## Plan")
                .contains("| part | change | verdict |", "### Where it leads")
                .contains("| `tables/tax-treatment` | row entity US01");
    }

    /** Whatever makes another release is told, also what is no expression of a field. */
    @Test
    void where_records_go_and_examples_that_change_are_told() throws IOException {
        edit("mappings/crm.yaml", "route: root", "route: master");
        edit("tests/tables.yaml", "customer-country: CA", "customer-country: US");
        edit(
                "tests/work-and-money.yaml",
                "- name: an accepted milestone carries our id",
                "- name: an accepted milestone");

        CommandRun run = planned();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("mappings/crm/Opportunity: route: master, not root")
                .contains("crm.Opportunity → deal → ")
                .contains("the case \"an accepted milestone carries our id\" is gone")
                .contains("nobody checks that any more")
                .contains("the case \"an accepted milestone\" is new")
                .contains("is sold to by the US company\" is another: decide.inputs")
                .contains("customer-country: US, not CA");
    }

    @Test
    void what_a_new_mapping_makes_is_told_and_what_is_no_more() throws IOException {
        edit(
                "mappings/ecb.yaml",
                "mappings:",
                """
                mappings:
                  - source: {system: ecb, type: bank-holiday}
                    canonical: reference
                    id: raw.day
                    route: master
                    fields:
                      attributes: {name: raw.name}
                """);
        CommandRun run = planned();
        assertThat(run.out())
                .contains("mappings/ecb/bank-holiday: the mapping is new: it makes reference");
    }

    @Test
    void another_writing_of_the_same_is_no_change_and_is_said_to_be_one() throws IOException {
        edit("mappings/crm.yaml", "mappings:", "# Deals first.\nmappings:");
        CommandRun run = planned();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("Nothing changes")
                .contains("mappings/crm.yaml says the same in other writing");
    }

    @Test
    void a_policy_that_reads_a_field_is_named_where_the_field_is_changed() throws IOException {
        edit(
                "mappings/crm.yaml",
                "unit: code('business-units', raw.BusinessUnit__c, 'unassigned')",
                "unit: code('business-units', trim(raw.BusinessUnit__c), 'unassigned')");
        assertThat(planned().out()).contains("policies/legal-entity unit-unassigned");
    }

    @Test
    void an_answer_that_changes_is_broken_and_fails_the_check() throws IOException {
        edit("tables/rate-card.csv", "standard,manager,,,220.00", "standard,manager,,,242.00");
        CommandRun text = planned();
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out()).contains("golden-case", "tests/tables.yaml:");
        CommandRun json = json();
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.object()).containsEntry("sound", false);
        assertThat(Objects.requireNonNull(byPart(json).get("tables/rate-card")))
                .containsEntry("verdict", "broken");
        CommandRun markdown = planned("--markdown");
        assertThat(markdown.exit()).isEqualTo(1);
        assertThat(markdown.out()).contains("| place | what is wrong |", "`tests/tables.yaml:");
    }

    /** A manager's hour has a golden case, a consultant's has none, and neither has next year's. */
    @Test
    void only_a_case_that_a_row_decides_checks_the_row() throws IOException {
        edit("tables/rate-card.csv", "standard,manager,,,220.00", "standard,manager,,,220.0");
        edit("tables/rate-card.csv", "standard,consultant,,,160.00,78.00,EUR,\n", "");
        edit(
                "tables/rate-card.csv",
                "standard,analyst,",
                "standard,manager,2027-01-01,,300.00,105.00,EUR,\nstandard,analyst,");
        edit("tables/rate-card.csv", "standard,manager,,,", "standard,manager,,2027-01-01,");

        assertThat(verdicts("tables/rate-card"))
                .containsEntry(
                        "row card standard, role manager is gone; it said rate 220.00, cost"
                                + " 105.00, currency EUR",
                        "broken")
                .containsEntry(
                        "row card standard, role consultant is gone; it said rate 160.00, cost"
                                + " 78.00, currency EUR",
                        "not-checkable")
                .containsEntry(
                        "row card standard, role manager, from 2027-01-01 is new: rate 300.00,"
                                + " cost 105.00, currency EUR",
                        "not-checkable");
        assertThat(planned().out()).contains("go through the table and none through this row");
    }

    /** A case knows the country of its customer, and nothing of the city. */
    @Test
    void only_a_case_that_states_a_field_checks_the_field() throws IOException {
        edit("mappings/crm.yaml", "city: raw.BillingCity", "city: raw.BillingPostalCode");
        edit(
                "mappings/crm.yaml",
                "country: raw.BillingCountryCode",
                "country: trim(raw.BillingCountryCode)");
        edit(
                "mappings/crm.yaml",
                "share: decimal(milestone.Share__c)",
                "share: decimal(milestone.Share__c) * decimal('1')");

        Map<String, String> verdicts = new HashMap<>(verdicts("mappings/crm/Account"));
        verdicts.putAll(verdicts("mappings/crm/Opportunity"));
        assertThat(verdicts)
                .containsEntry("city: raw.BillingPostalCode, not raw.BillingCity", "not-checkable")
                .containsEntry(
                        "country: trim(raw.BillingCountryCode), not raw.BillingCountryCode",
                        "checked")
                .containsEntry(
                        "lines.milestones.share: decimal(milestone.Share__c) * decimal('1'), not"
                                + " decimal(milestone.Share__c)",
                        "checked");
        assertThat(planned().out()).contains("none says what becomes of this");
    }

    @Test
    void a_code_that_a_case_needs_and_nobody_maps_any_more_is_broken() throws IOException {
        edit("tables/stages.csv", "Closed Won,WON\n", "");
        edit("tables/stages.csv", "Closed Lost,LOST", "Closed Lost,OPEN");

        assertThat(verdicts("tables/stages"))
                .containsEntry("row code Closed Won is gone; it said meaning WON", "broken")
                .containsEntry("row code Closed Lost: meaning OPEN, not LOST", "not-checkable");
    }

    private Map<String, String> verdicts(String part) {
        return json().list("changes").stream()
                .filter(each -> part.equals(each.get("part")))
                .collect(
                        Collectors.toMap(
                                each -> String.valueOf(each.get("change")),
                                each -> String.valueOf(each.get("verdict"))));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_with_file_line_reason_and_remedy()
            throws IOException {
        edit("mappings/crm.yaml", "date(raw.CloseDate)", "money(raw.Amount, 'EUR')");
        edit("tables/stages.csv", "Closed Won,WON", "Closed Won,WON\nClosed Won,LOST");
        edit("systems/erp.yaml", "${env:ERP_PASSWORD}", "hunter2");
        edit("ownership.yaml", "  tables/*: deal-desk\n", "");
        edit("units/americas.yaml", "base: europe", "base: americas");

        CommandRun run = json();
        assertThat(run.exit()).isEqualTo(1);
        List<Map<String, Object>> defects = run.list("defects");
        assertThat(defects)
                .extracting(each -> each.get("code"))
                .contains("wrong-type", "unreachable-row", "literal-secret", "unowned", "cycle");
        assertThat(defects)
                .allSatisfy(
                        each -> {
                            assertThat(String.valueOf(each.get("place")))
                                    .as("a line, unless it is about a file as a whole")
                                    .matches("\\S+:\\d+.*|tables/\\S+\\.csv");
                            assertThat(String.valueOf(each.get("sentence"))).endsWith(".");
                        });
        assertThat(run.out()).doesNotContain("hunter2");
    }

    @Test
    void the_command_of_the_sample_workflow_runs() throws IOException {
        String guide =
                Files.readString(
                        CommandRun.landscape("..").resolve("docs/guides/change-a-landscape.md"));
        Matcher run = RUN.matcher(guide);
        assertThat(run.find()).isTrue();
        String[] words =
                run.group(1)
                        .replace(
                                "before/landscapes/consulting",
                                CommandRun.landscape("consulting").toString())
                        .replace("--landscape landscapes/consulting", "--landscape " + next)
                        .split(" ");
        CommandRun ran = CommandRun.of(words);
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("## Plan");
    }

    @Test
    void what_is_deprecated_says_until_when_and_who_still_uses_it() throws IOException {
        edit(
                "ownership.yaml",
                "truth:",
                "deprecated:\n  - {part: tables/stages, until: \"2027-03-31\", note: another map"
                        + " comes}\n\ntruth:");
        assertThat(planned().out())
                .contains("tables/stages is deprecated until 2027-03-31")
                .contains("still used by mappings/crm/Opportunity");
        CommandRun owners = CommandRun.of("owners", "--deprecated", "--landscape", next.toString());
        assertThat(owners.exit()).isZero();
        assertThat(owners.out()).contains("tables/stages", "2027-03-31", "deal-desk");
        edit(
                "ownership.yaml",
                "tables/stages, until: \"2027-03-31\"",
                "tables/stages, until: \"2026-01-31\"");
        assertThat(planned().out())
                .contains("tables/stages was deprecated until 2026-01-31, which is over:")
                .contains("still used by mappings/crm/Opportunity");
        CommandRun late =
                CommandRun.of(
                        "owners",
                        "--deprecated",
                        "--format",
                        "json",
                        "--landscape",
                        next.toString());
        assertThat(late.list("parts"))
                .singleElement()
                .satisfies(each -> assertThat(each).containsEntry("over", true));
        edit(
                "ownership.yaml",
                "tables/stages, until: \"2026-01-31\"",
                "tables/stagez, until: soon");
        CommandRun wrong = planned();
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).contains("There is no part tables/stagez", "soon is no day");
    }

    @Test
    void every_object_field_metric_and_clock_has_an_owner() throws IOException {
        edit("ownership.yaml", "parts:\n", "parts:\n  metrics/bookings: sales-controlling\n");
        CommandRun run =
                CommandRun.of("owners", "--format", "json", "--landscape", next.toString());
        List<Map<String, Object>> parts = run.list("parts");
        assertThat(parts)
                .allSatisfy(each -> assertThat(String.valueOf(each.get("owner"))).isNotBlank());
        assertThat(parts)
                .extracting(each -> each.get("part") + " of " + each.get("owner"))
                .contains(
                        "objects/deal of sales-operations",
                        "objects/invoice of finance-europe",
                        "fields/deal.amount of sales-operations",
                        "metrics/bookings of sales-controlling",
                        "metrics/billings of enterprise-architecture",
                        "tables/tax-treatment of tax")
                .anyMatch(each -> each.startsWith("clocks/"))
                .anyMatch(each -> each.startsWith("policies/"))
                .anyMatch(each -> each.startsWith("systems/"));
    }

    private CommandRun planned(String... more) {
        return CommandRun.of(
                Stream.concat(
                                Stream.of(
                                        "plan",
                                        "--landscape",
                                        next.toString(),
                                        "--home",
                                        folder.resolve("home").toString(),
                                        "--against",
                                        CommandRun.landscape("consulting").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private CommandRun json() {
        return planned("--format", "json");
    }

    private static Map<String, Map<String, Object>> byPart(CommandRun run) {
        Map<String, Map<String, Object>> byPart = new HashMap<>();
        run.list("changes").forEach(each -> byPart.put(String.valueOf(each.get("part")), each));
        return byPart;
    }

    private void edit(String file, String old, String text) throws IOException {
        Path path = next.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(old);
        int at = before.indexOf(old);
        Files.writeString(
                path, before.substring(0, at) + text + before.substring(at + old.length()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
    }
}
