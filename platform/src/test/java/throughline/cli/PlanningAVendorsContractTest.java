package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.load.RealData;

/** A vendor announces another contract: what would break, before anybody has to find out. */
final class PlanningAVendorsContractTest {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root", ".."));

    private static final String CONTRACT =
            """
            {"$defs": {
              "opportunity": {"type": "object",
                "required": ["opportunity_id", "deal_stage", "close_value"],
                "properties": {
                  "opportunity_id": {"type": "string"}, "sales_agent": {"type": "string"},
                  "product": {"type": "string"}, "account": {"type": "string"},
                  "deal_stage": {"type": "string",
                    "enum": ["Won", "Lost", "Engaging", "Prospecting"]},
                  "engage_date": {"type": "string"},
                  "close_date": {"type": "string", "format": "date"},
                  "close_value": {"type": "string"}, "probability": {"type": "string"}}},
              "account": {"type": "object", "properties": {
                  "account": {"type": "string"}, "sector": {"type": "string"},
                  "office_location": {"type": "string"}, "subsidiary_of": {"type": "string"}}}}}
            """;

    @TempDir private Path folder;

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The pipeline with a contract of its CRM. */
    private Path pipeline() throws IOException {
        Path landscape = folder.resolve("pipeline");
        copy(CommandRun.landscape("pipeline"), landscape);
        Files.createDirectories(landscape.resolve("contracts"));
        Files.writeString(landscape.resolve("contracts/crm.json"), CONTRACT);
        Path system = landscape.resolve("systems/crm.yaml");
        Files.writeString(
                system,
                Files.readString(system)
                        + "contract: {file: contracts/crm.json, version: \"2017\"}\n");
        return landscape;
    }

    private CommandRun plan(Path landscape, String system, Path file, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "plan",
                                "--landscape",
                                landscape.toString(),
                                "--home",
                                folder.resolve("home").toString(),
                                "--vendor-contract",
                                system + "=" + file));
        all.addAll(Arrays.asList(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private Path contract(String what, String by) throws IOException {
        assertThat(CONTRACT).contains(what);
        return Files.writeString(folder.resolve("next.json"), CONTRACT.replace(what, by));
    }

    private static List<String> touched(CommandRun run) {
        return run.list("touched").stream()
                .map(each -> each.get("verdict") + " " + each.get("row") + " " + each.get("reads"))
                .toList();
    }

    @Test
    void the_same_contract_breaks_nothing_but_not_all_is_verified() throws IOException {
        CommandRun run = plan(pipeline(), "crm", contract("object", "object"), "--format", "json");

        // Products and agents are in no contract, so nobody can say; that is not a breach.
        assertThat(run.exit()).as(run.err()).isEqualTo(4);
        assertThat(run.object()).containsEntry("verdict", "unverified").containsEntry("broken", 0);
        assertThat(touched(run)).allMatch(each -> each.startsWith("unverified"));
    }

    @Test
    void a_renamed_field_breaks_its_rows_with_money_and_all_that_it_leads_to() throws IOException {
        Path landscape = pipeline();
        CommandRun load =
                CommandRun.json(
                        folder.resolve("home"),
                        "load",
                        "--landscape",
                        landscape.toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(load.exit()).as(load.err()).isZero();

        Path next = contract("\"close_value\": {", "\"closing_value\": {");
        CommandRun run = plan(landscape, "crm", next, "--format", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.object()).containsEntry("verdict", "broken").containsEntry("before", "2017");
        assertThat(touched(run))
                .contains("broken deal.amount close_value", "broken deal.lines.amount close_value")
                .doesNotContain("broken deal.name product");
        assertThat(String.valueOf(run.object().get("reach")))
                .contains("gate pricing", "charges", "revenue", "backlog");
        // Three deals were won, one is open and one lost: all five were translated by the mapping.
        assertThat(run.object()).containsEntry("engagements", 5);
        assertThat(String.valueOf(run.object().get("money"))).contains("booked USD 6425.00");
        Map<String, Object> row =
                run.list("touched").stream()
                        .filter(each -> "deal.amount".equals(each.get("row")))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.get("place")).isEqualTo("mappings/crm.yaml:" + line(landscape, "amount:"));
        assertThat(row.get("owner")).isEqualTo("sales-operations");

        String text = plan(landscape, "crm", next).out();
        assertThat(text.lines().filter(each -> each.startsWith("BROKEN:")).findFirst().orElse(""))
                .contains("2 break")
                .contains("5 engagements rest on what breaks")
                .contains("booked USD 6,425.00");
        assertThat(plan(landscape, "crm", next, "--markdown").out())
                .contains("| **broken** | `deal.amount` | `mappings/crm.yaml:");
    }

    private static int line(Path landscape, String begins) throws IOException {
        List<String> lines = Files.readAllLines(landscape.resolve("mappings/crm.yaml"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(begins)) {
                return i + 1;
            }
        }
        throw new AssertionError(begins);
    }

    @Test
    void another_type_breaks_and_an_optional_field_is_only_unverified() throws IOException {
        Path landscape = pipeline();
        assertThat(
                        touched(
                                plan(
                                        landscape,
                                        "crm",
                                        contract(
                                                "\"close_value\": {\"type\": \"string\"}",
                                                "\"close_value\": {\"type\": \"object\"}"),
                                        "--format",
                                        "json")))
                .contains("broken deal.amount close_value");
        assertThat(
                        touched(
                                plan(
                                        landscape,
                                        "crm",
                                        contract(", \"close_value\"]", "]"),
                                        "--format",
                                        "json")))
                .contains("unverified deal.amount close_value");
        assertThat(
                        touched(
                                plan(
                                        landscape,
                                        "crm",
                                        contract("[\"opportunity_id\", ", "["),
                                        "--format",
                                        "json")))
                .contains("broken deal.id opportunity_id");
    }

    @Test
    void a_value_that_a_code_map_knows_is_harmless_and_one_that_it_does_not_know_breaks()
            throws IOException {
        Path landscape = pipeline();
        assertThat(
                        touched(
                                plan(
                                        landscape,
                                        "crm",
                                        contract("\"Engaging\", ", "\"Engaging\", \"Parked\", "),
                                        "--format",
                                        "json")))
                .contains("broken deal.stage deal_stage");
        Path stages = landscape.resolve("tables/stages.csv");
        Files.writeString(stages, Files.readString(stages) + "Parked,OPEN,\n");
        CommandRun mapped =
                plan(
                        landscape,
                        "crm",
                        contract("\"Engaging\", ", "\"Engaging\", \"Parked\", "),
                        "--format",
                        "json");
        assertThat(mapped.exit()).as(mapped.err()).isEqualTo(4);
        assertThat(touched(mapped)).doesNotContain("broken deal.stage deal_stage");
    }

    @Test
    void a_field_that_no_mapping_reads_touches_nothing() throws IOException {
        CommandRun run =
                plan(
                        pipeline(),
                        "crm",
                        contract(", \"probability\": {\"type\": \"string\"}", ""),
                        "--format",
                        "json");
        assertThat(run.object()).containsEntry("broken", 0);
        assertThat(String.valueOf(run.object().get("differences")))
                .contains("opportunity.probability is gone");
    }

    @Test
    void what_is_no_contract_of_the_system_is_refused_with_what_would_work() throws IOException {
        Path landscape = pipeline();
        Path file = folder.resolve("bad.yaml");

        Files.writeString(file, "openapi: 3.0.0\ncomponents: {schemas: {Invoice: {type: object}}}");
        assertRefused(plan(landscape, "crm", file), "describes none of account");
        Files.writeString(file, "$defs:\n  account: {$ref: \"other.yaml#/account\"}\n");
        assertRefused(plan(landscape, "crm", file), "other.yaml#/account");
        Files.writeString(file, "a: [");
        assertRefused(plan(landscape, "crm", file), "bad.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused(plan(landscape, "crm", file), "UTF-8");
        Files.writeString(file, "");
        assertRefused(plan(landscape, "crm", file), "empty");
        assertRefused(plan(landscape, "crm", folder.resolve("gone.yaml")), "Name");
        try (var big = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(50L * 1024 * 1024);
        }
        assertRefused(plan(landscape, "crm", file), "has 50 MB; at most 16 MB");
        CommandRun unknown = plan(landscape, "crn", file);
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("unknown-system").contains("It has crm");
    }

    private static void assertRefused(CommandRun run, String says) {
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("[bad-contract]").contains(says);
    }

    @Test
    void a_description_that_refers_to_itself_is_read() throws IOException {
        Path file = folder.resolve("circle.yaml");
        Files.writeString(
                file,
                """
                $defs:
                  account: {$ref: "#/$defs/party"}
                  party:
                    allOf: [{$ref: "#/$defs/party"}, {$ref: "#/$defs/named"}]
                    properties: {parent: {$ref: "#/$defs/account"}}
                  named: {properties: {account: {type: string}}}
                """);
        CommandRun run = plan(pipeline(), "crm", file, "--format", "json");
        assertThat(touched(run))
                .contains("broken customer.attributes.sector sector")
                .doesNotContain("broken customer.name account");
    }

    @Test
    void xero_s_own_contract_with_one_field_renamed() throws IOException {
        String text = Files.readString(RealData.folder("xero").resolve("xero_accounting.yaml"));
        Path landscape = folder.resolve("xero");
        copy(CommandRun.landscape("consulting"), landscape);
        Files.delete(landscape.resolve("tests/work-and-money.yaml"));
        copy(ROOT.resolve("packs/xero"), landscape);
        Files.createDirectories(landscape.resolve("contracts"));
        Files.writeString(landscape.resolve("contracts/xero.yaml"), text);
        Path system = landscape.resolve("systems/erp.yaml");
        Files.writeString(
                system,
                Files.readString(system)
                        + "\ncontract:\n  file: contracts/xero.yaml\n"
                        + "  types: {contact: Contact, invoice: Invoice, credit-note: CreditNote,"
                        + " journal: ManualJournal}\n");
        Path next = folder.resolve("next.yaml");
        int invoice = text.indexOf("\n    Invoice:\n");
        int field = text.indexOf("\n        SubTotal:", invoice);
        Files.writeString(
                next,
                text.substring(0, field)
                        + text.substring(field).replaceFirst("SubTotal", "NetTotal"));

        CommandRun same =
                plan(
                        landscape,
                        "erp",
                        landscape.resolve("contracts/xero.yaml"),
                        "--format",
                        "json");
        assertThat(touched(same)).isEmpty();
        assertThat(same.exit()).as(same.err()).isZero();

        CommandRun run = plan(landscape, "erp", next, "--format", "json");
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(touched(run)).containsExactly("broken invoice.net SubTotal");
        assertThat(String.valueOf(run.object().get("reach"))).contains("receivable");

        written(landscape, next, text);
    }

    /** The other direction: what we ask the vendor to write. */
    private void written(Path landscape, Path next, String text) throws IOException {
        int item = text.indexOf("\n    LineItem:\n");
        int amount = text.indexOf("\n        UnitAmount:", item);
        Files.writeString(
                next,
                text.substring(0, item)
                        + "\n    LineItem:\n      required: [Project]"
                        + text.substring(item + "\n    LineItem:".length(), amount)
                        + text.substring(amount)
                                .replaceFirst("UnitAmount", "UnitPrice")
                                .replaceFirst("(?m)^  /CreditNotes:$", "  /CreditMemos:"));
        CommandRun run = plan(landscape, "erp", next, "--format", "json");
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(touched(run))
                .contains(
                        "broken POST_INVOICE Invoices[].LineItems[].UnitAmount"
                                + " Invoices[].LineItems[].UnitAmount",
                        "broken POST_INVOICE Invoices[].LineItems[].Project"
                                + " Invoices[].LineItems[].Project");
        assertThat(String.valueOf(run.object().get("reach"))).contains("POST_INVOICE to erp");
        assertThat(String.valueOf(run.list("touched").getFirst().get("place")))
                .startsWith("systems/erp.yaml:");
    }

    @Test
    void a_form_that_is_not_stated_any_more_is_unverified_and_each_row_is_counted_once()
            throws IOException {
        Path landscape = pipeline();
        Path next = contract(", \"format\": \"date\"", "");
        assertThat(touched(plan(landscape, "crm", next, "--format", "json")))
                .contains("unverified deal.closeDate close_date")
                .noneMatch(each -> each.startsWith("broken"));

        CommandRun run =
                plan(
                        landscape,
                        "crm",
                        contract("\"opportunity\": {", "\"chance\": {"),
                        "--format",
                        "json");
        long rows =
                run.list("touched").stream()
                        .filter(each -> "broken".equals(each.get("verdict")))
                        .map(
                                each ->
                                        each.get("mapping")
                                                + " "
                                                + each.get("place")
                                                + each.get("row"))
                        .distinct()
                        .count();
        assertThat(run.list("touched").size()).isGreaterThan((int) rows);
        assertThat(String.valueOf(run.object().get("broken"))).isEqualTo(Long.toString(rows));
        assertThat(run.object()).containsEntry("engagements", null);
        assertThat(plan(landscape, "crm", next).out()).contains("not checkable");
    }

    @Test
    void what_a_connector_of_its_own_writes_is_not_passed_as_verified() throws IOException {
        CommandRun run =
                plan(
                        CommandRun.landscape("consulting"),
                        "psa",
                        contract("opportunity", "project"),
                        "--format",
                        "json");
        assertThat(touched(run)).contains("unverified CREATE_PROJECT ");
        assertThat(
                        run.list("touched").stream()
                                .filter(each -> "CREATE_PROJECT".equals(each.get("row"))))
                .allSatisfy(
                        each ->
                                assertThat(each)
                                        .containsEntry("place", "systems/psa.yaml:6:1")
                                        .containsEntry("engagements", null));
        assertThat(run.exit()).as(run.err()).isEqualTo(4);
    }
}
