package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.engagement.AgreementEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.RecordKey;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DescribingMilestonesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Path PAGE =
            Path.of(System.getProperty("throughline.root", ".."))
                    .resolve("docs/reference/asyncapi.json");
    private static final String SPECIFICATION = System.getProperty("asyncapi.schema", "");

    @Test
    void everything_that_is_published_is_described_to_the_last_field() {
        Map<String, Money> byLine = Map.of("L1", Money.parse("EUR 90000.00"));
        List<Event> events =
                List.of(
                        new AgreementEvent.DealObserved(
                                won(Optional.of(Money.parse("EUR 90000.00")))),
                        new AgreementEvent.DealObserved(won(Optional.empty())),
                        new AgreementEvent.ProjectActivated(DAY),
                        new WorkEvent.MilestoneAccepted("L1", "M1", DAY, new BigDecimal("0.5")),
                        new BillingEvent.InvoicePosted(
                                "crm:opportunity:1/2026-03#1",
                                "SI-1",
                                "DE01-1",
                                DAY,
                                Money.parse("EUR 90000.00"),
                                Money.parse("EUR 17100.00"),
                                byLine,
                                Optional.empty()),
                        new BillingEvent.InvoiceVoided(
                                "crm:opportunity:1/2026-03#1",
                                DAY,
                                Money.parse("EUR 90000.00"),
                                byLine),
                        new RevenueEvent.RevenueRecognized(
                                "L1", "2026-03", DAY, Money.parse("JPY -1"), "straight-line"));
        for (Event event : events) {
            Publication publication =
                    Milestones.of(
                                    new EngagementId("crm:opportunity:1"),
                                    7,
                                    Instant.parse("2026-03-31T16:04:09.120Z"),
                                    event)
                            .orElseThrow();
            assertThat(faults(AsyncApi.schema(publication.type()), publication))
                    .as(publication.type())
                    .isEmpty();
        }
    }

    @Test
    void every_type_that_is_published_has_its_message() {
        for (String type : Milestones.TYPES) {
            assertThat(AsyncApi.schema(type)).containsKey("properties");
        }
        assertThat(text()).contains(Milestones.TYPES);
    }

    @Test
    void the_page_of_the_reference_is_what_is_generated() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, text());
        }
        assertThat(Files.readString(PAGE))
                .as("what is published changed; look at it, then run this with -Dapprove=true")
                .isEqualTo(text());
    }

    /** The schema is not ours to keep: {@code .ci/run} fetches it from its publisher. */
    @Test
    void the_document_holds_by_the_schema_of_the_specification() throws IOException {
        assumeTrue(
                !SPECIFICATION.isEmpty(),
                "not held against AsyncAPI's own schema: -Dasyncapi.schema names no file");
        List<Error> faults =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(Files.readString(Path.of(SPECIFICATION)), InputFormat.JSON)
                        .validate(text(), InputFormat.JSON);
        assertThat(faults).isEmpty();
    }

    /** A won deal with all that is told of one, or with nothing that may be left out. */
    private static Deal won(Optional<Money> amount) {
        return new Deal(
                new RecordKey("crm", "opportunity", "1"),
                "Roll-out",
                Stage.WON,
                new RecordKey("crm", "account", "7"),
                amount,
                amount.map(_ -> DAY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                amount.map(_ -> "europe"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static List<Error> faults(Map<String, Object> schema, Publication publication) {
        byte[] sent = CloudEvents.of("Meridian Consulting").json(publication);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JsonMapper.shared().writeValueAsString(schema), InputFormat.JSON)
                .validate(new String(sent, StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static String text() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(AsyncApi.document())
                + "\n";
    }
}
