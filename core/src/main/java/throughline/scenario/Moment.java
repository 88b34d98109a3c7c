package throughline.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.books.Balances;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.engagement.Engagement;
import throughline.engagement.Event;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;

/**
 * Where a scenario stands at the end of a day, by what is known by then.
 *
 * @param through business dates up to this day count in figures; {@link LocalDate#MAX} for all
 * @param today how far the calendar has come
 */
record Moment(
        LocalDate through,
        LocalDate today,
        Engagement state,
        Release release,
        Deal deal,
        List<Told> told,
        List<Refusal> refusals) {

    Moment {
        told = List.copyOf(told);
        refusals = List.copyOf(refusals);
    }

    /** A posting, and the day on which it became known. */
    record Known(LocalDate day, Posting posting) {}

    CurrencyUnit currency() {
        return state.terms()
                .map(terms -> terms.currency())
                .or(() -> deal.amount().map(Money::currency))
                .or(
                        () ->
                                deal.lines().stream()
                                        .flatMap(line -> line.amount().stream())
                                        .map(Money::currency)
                                        .findFirst())
                .or(() -> entity().map(LegalEntity::functionalCurrency))
                .orElse(CurrencyUnit.EUR);
    }

    Optional<LegalEntity> entity() {
        return state.terms()
                .flatMap(terms -> release.entity(terms.legalEntity()))
                .or(() -> release.legalEntities().stream().findFirst());
    }

    FiscalPeriod periodOf(LocalDate day) {
        FiscalCalendar months = new FiscalCalendar.Months();
        try {
            return entity().map(LegalEntity::fiscalCalendar).orElse(months).periodOf(day);
        } catch (IllegalArgumentException unlisted) {
            return months.periodOf(day);
        }
    }

    <E extends Event> List<E> all(Class<E> type) {
        return told.stream().map(Told::event).filter(type::isInstance).map(type::cast).toList();
    }

    /** Every posting that counts, in the order in which they became known. */
    List<Known> postings() {
        List<Known> postings = new ArrayList<>();
        for (Told each : told) {
            for (Posting posting : Postings.of(each.event())) {
                if (!posting.effective().isAfter(through)) {
                    postings.add(new Known(each.day(), posting));
                }
            }
        }
        return postings;
    }

    Balances balances() {
        return balancesOn(LocalDate.MAX);
    }

    /** The balances at the end of a business day. */
    Balances balancesOn(LocalDate day) {
        LocalDate last = day.isBefore(through) ? day : through;
        List<Posting> counted = new ArrayList<>();
        for (Told each : told) {
            for (Posting posting : Postings.of(each.event())) {
                if (!posting.effective().isAfter(last)) {
                    counted.add(posting);
                }
            }
        }
        return Balances.of(currency(), counted);
    }
}
