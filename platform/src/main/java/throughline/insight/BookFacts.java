package throughline.insight;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import throughline.totals.BooksView;
import throughline.totals.Lot;
import throughline.totals.Total;

/**
 * Facts from the books as they are added up ahead, where these tell what is wanted; else from rows.
 */
final class BookFacts {

    private BookFacts() {}

    static void read(BooksView view, FactStore.Wanted wanted, Consumer<Fact> taker)
            throws SQLException {
        if (!isAddedUp(wanted)) {
            FactStore.read(view.connection(), wanted, taker);
            return;
        }
        for (Total total : view.totals()) {
            if (wanted.kinds().contains(total.happening())
                    && isWithin(total.effective(), wanted.from(), wanted.until())) {
                taker.accept(fact(total));
            }
        }
    }

    /** What is known at an instant, or apart for engagements, only rows tell. */
    private static boolean isAddedUp(FactStore.Wanted wanted) {
        return wanted.source() == Computation.Source.POSTINGS
                && wanted.grain().apart() == FactStore.Apart.NOTHING
                && !wanted.isOfEach()
                && wanted.known().isEmpty()
                && wanted.engagement().isEmpty();
    }

    static boolean isWithin(LocalDate day, Optional<LocalDate> from, Optional<LocalDate> until) {
        return from.map(first -> !day.isBefore(first)).orElse(true)
                && until.map(day::isBefore).orElse(true);
    }

    static Fact fact(Total total) {
        return new Fact(
                "",
                "",
                "",
                total.happening(),
                total.currency(),
                total.effective(),
                decimal(total.currency(), total.increases()),
                decimal(total.currency(), total.decreases()));
    }

    /**
     * Lots of lines with something open, as {@link OpenWork} takes them: what consumed a lot beside
     * the day's entitlement is a part of it that falls.
     *
     * @param until the day after the last one
     */
    static List<Fact> lots(BooksView view, LocalDate until) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        for (Lot lot : view.lots(until)) {
            BigDecimal consumed = decimal(lot.currency(), lot.consumed());
            facts.add(
                    lot.entitled()
                            .map(each -> decimal(lot.currency(), each))
                            .map(each -> fact(lot, "entitlement", each, consumed.negate()))
                            .orElseGet(() -> fact(lot, "write-off", consumed, BigDecimal.ZERO)));
        }
        return facts;
    }

    private static Fact fact(Lot lot, String kind, BigDecimal increases, BigDecimal decreases) {
        return new Fact(
                lot.engagement(),
                lot.line(),
                "",
                kind,
                lot.currency(),
                lot.effective(),
                increases,
                decreases);
    }

    private static BigDecimal decimal(String currency, BigDecimal minor) {
        int digits = CurrencyUnit.of(currency).getDecimalPlaces();
        return digits == 0 ? minor : minor.movePointLeft(digits);
    }
}
