package throughline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.RecordKey;

final class RecognizingACustomerTest {

    @ParameterizedTest
    @CsvSource({
        "Nordwind Versicherung AG, NORDWIND VERSICHERUNG",
        "Müller & Söhne GmbH & Co. KG, muller sohne",
        "The Acme Corporation, ACME Corp.",
        "Société Générale S.A., societe generale",
        "Straße 12 GmbH, Strasse 12",
        "O'Neill Ltd., ONeill"
    })
    void names_are_the_same_without_legal_forms_accents_and_signs(String a, String b) {
        int likeness = NormalizedName.of(a).likeness(NormalizedName.of(b));
        assertThat(likeness).isGreaterThanOrEqualTo(80);
        assertThat(NormalizedName.of(b).likeness(NormalizedName.of(a))).isEqualTo(likeness);
    }

    @Test
    void a_name_that_is_only_a_legal_form_stays_one() {
        assertThat(NormalizedName.of("SE").toString()).isEqualTo("se");
        assertThat(NormalizedName.of("  ").words()).isEmpty();
    }

    @Test
    void the_same_tax_id_proves_it_however_it_is_written() {
        Match match =
                Matching.USUAL.compare(
                        customer("Nordwind", "DE 811 569 869", "", "DE"),
                        customer("NW Versicherung", "DE811569869", "", "DE"));
        assertThat(match.verdict()).isEqualTo(Match.Verdict.SAME);
        assertThat(match.reason()).isEqualTo("the same tax id DE811569869");
    }

    @Test
    void different_tax_ids_disprove_it_whatever_the_names() {
        Match match =
                Matching.USUAL.compare(
                        customer("Nordwind AG", "DE1", "", "DE"),
                        customer("Nordwind AG", "DE2", "", "DE"));
        assertThat(match.verdict()).isEqualTo(Match.Verdict.DIFFERENT);
    }

    @Test
    void the_same_domain_proves_it() {
        Match match =
                Matching.USUAL.compare(
                        customer("Nordwind", "", "https://www.nordwind.example/start", "DE"),
                        customer("NW Versicherung", "", "nordwind.example", "DE"));
        assertThat(match.verdict()).isEqualTo(Match.Verdict.SAME);
    }

    @Test
    void a_like_name_in_another_country_is_another_customer() {
        assertThat(
                        Matching.USUAL
                                .compare(
                                        customer("Harborline Foods LLC", "", "", "US"),
                                        customer("Harborline Foods", "", "", "NZ"))
                                .verdict())
                .isEqualTo(Match.Verdict.DIFFERENT);
    }

    @Test
    void a_like_name_is_a_stewards_question() {
        Match match =
                Matching.USUAL.compare(
                        customer("Harborline Foods", "", "", "US"),
                        customer("Harbor Line Food Inc", "", "", "US"));
        assertThat(match.verdict()).isEqualTo(Match.Verdict.PERHAPS);
    }

    private static Customer customer(String name, String taxId, String domain, String country) {
        return new Customer(
                new RecordKey("crm", "account", name),
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(country),
                Optional.of(taxId).filter(text -> !text.isEmpty()),
                Optional.of(domain).filter(text -> !text.isEmpty()),
                false,
                Map.of());
    }
}
