package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import throughline.calendar.DateRange;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.landscape.LegalEntity;

/** Reads legal entities and their fiscal calendars. */
final class EntityReader {

    private static final int DEFAULT_CUTOFF_DAYS = 5;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Defects defects;

    EntityReader(Defects defects) {
        this.defects = defects;
    }

    Optional<LegalEntity> read(Reading reading) {
        String code = reading.text("code");
        String country = reading.text("country");
        Optional<CurrencyUnit> functional =
                currency(reading.text("functionalCurrency"), reading, "functionalCurrency");
        List<CurrencyUnit> currencies = new ArrayList<>();
        for (String text : reading.texts("currencies")) {
            currency(text, reading, "currencies").ifPresent(currencies::add);
        }
        functional.filter(unit -> !currencies.contains(unit)).ifPresent(currencies::add);
        Optional<ZoneId> zone = zone(reading.text("zone"), reading, "zone");
        FiscalCalendar calendar = calendar(reading);
        int cutoff = reading.number("cutoffDays", DEFAULT_CUTOFF_DAYS);
        if (cutoff < 0) {
            reading.defect(
                    "cutoffDays",
                    "bad-value",
                    "cutoffDays is %d; write the days after the end of a month, 0 or more."
                            .formatted(cutoff));
        }
        if (!country.isEmpty() && !COUNTRIES.contains(country)) {
            reading.defect(
                    "country",
                    "unknown-value",
                    "There is no country %s. Use an ISO 3166 code such as DE.".formatted(country));
        }
        LegalEntity.InvoiceDating dating =
                Vocabularies.constant(
                                LegalEntity.InvoiceDating.class,
                                reading.optional("invoiceDating").orElse("period-end"),
                                reading,
                                "invoiceDating")
                        .orElse(LegalEntity.InvoiceDating.PERIOD_END);
        reading.optional("owner");
        reading.optional("name");
        reading.done();
        if (functional.isEmpty() || zone.isEmpty() || code.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new LegalEntity(
                        code,
                        country,
                        functional.get(),
                        currencies,
                        zone.get(),
                        calendar,
                        cutoff,
                        dating));
    }

    private static Optional<CurrencyUnit> currency(String code, Reading reading, String key) {
        try {
            return code.isEmpty() ? Optional.empty() : Optional.of(CurrencyUnit.of(code));
        } catch (IllegalCurrencyException unknown) {
            reading.defect(
                    key,
                    "unknown-currency",
                    "There is no currency %s. Use an ISO 4217 code such as EUR.".formatted(code));
            return Optional.empty();
        }
    }

    static Optional<ZoneId> zone(String name, Reading reading, String key) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            reading.defect(
                    key,
                    "unknown-value",
                    "There is no time zone %s. Use a name such as Europe/Berlin.".formatted(name));
            return Optional.empty();
        }
    }

    private FiscalCalendar calendar(Reading reading) {
        Optional<Tree> tree = reading.tree("fiscalCalendar");
        if (tree.isEmpty()
                || tree.get() instanceof Tree.Text text && text.value().equals("months")) {
            return new FiscalCalendar.Months();
        }
        if (!(tree.get() instanceof Tree.Section)) {
            reading.defect(
                    "fiscalCalendar",
                    "bad-value",
                    "fiscalCalendar must be months, {startMonth: 4}, {yearStarts: [days]} or"
                            + " {periods: [...]}.");
            return new FiscalCalendar.Months();
        }
        Reading section = Reading.of(tree.get(), "fiscalCalendar", defects);
        boolean months = section.has("startMonth");
        int startMonth = section.number("startMonth", 1);
        List<LocalDate> starts =
                section.texts("yearStarts").stream()
                        .map(text -> day(text, section, "yearStarts"))
                        .flatMap(Optional::stream)
                        .toList();
        List<FiscalPeriod> periods = new ArrayList<>();
        for (Reading period : section.sections("periods", "A fiscal period")) {
            period(period).ifPresent(periods::add);
        }
        section.done();
        try {
            return months
                    ? new FiscalCalendar.Months(startMonth)
                    : starts.isEmpty()
                            ? new FiscalCalendar.Listed(periods)
                            : new FiscalCalendar.FourFourFive(starts);
        } catch (IllegalArgumentException inconsistent) {
            reading.defect("fiscalCalendar", "bad-value", inconsistent.getMessage() + ".");
            return new FiscalCalendar.Months();
        }
    }

    private static Optional<FiscalPeriod> period(Reading reading) {
        String id = reading.text("id");
        Optional<LocalDate> from = day(reading.text("from"), reading, "from");
        Optional<LocalDate> until = day(reading.text("until"), reading, "until");
        reading.done();
        if (from.isEmpty() || until.isEmpty() || until.get().isBefore(from.get())) {
            return Optional.empty();
        }
        return Optional.of(new FiscalPeriod(id, new DateRange(from.get(), until.get())));
    }

    static Optional<LocalDate> day(String text, Reading reading, String key) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            reading.defect(
                    key,
                    "bad-date",
                    "%s is %s, which is not a date that exists. Write 2026-03-31."
                            .formatted(key, text));
            return Optional.empty();
        }
    }
}
