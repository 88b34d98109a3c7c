package throughline.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How a legal entity divides time into accounting periods. Every day belongs to exactly one. */
public sealed interface FiscalCalendar {

    /** The period that a day belongs to. */
    FiscalPeriod periodOf(LocalDate day);

    /** The periods that a range touches, in order. */
    default List<FiscalPeriod> periodsOf(DateRange range) {
        List<FiscalPeriod> periods = new ArrayList<>();
        for (LocalDate day = range.from(); day.isBefore(range.until()); ) {
            FiscalPeriod period = periodOf(day);
            periods.add(period);
            day = period.range().until();
        }
        return List.copyOf(periods);
    }

    /**
     * Calendar months. Where the fiscal year begins in January, a period's id is the month, {@code
     * 2026-03}; elsewhere it counts in the fiscal year, which is named after the calendar year in
     * which it ends: with a start in April, April 2026 is {@code 2027-P01}.
     *
     * @param startMonth the first month of the fiscal year, 1 to 12
     */
    record Months(int startMonth) implements FiscalCalendar {
        public Months {
            if (startMonth < 1 || startMonth > 12) {
                throw new IllegalArgumentException(
                        "a fiscal year starts in a month from 1 to 12, not " + startMonth);
            }
        }

        /** Fiscal years that are calendar years. */
        public Months() {
            this(1);
        }

        private static final int FIRST_YEAR = 1970;
        private static final int YEARS = 200;

        /** The months of two centuries: they are asked for with every fact, and never differ. */
        private static final List<FiscalPeriod> MONTHS =
                IntStream.range(0, YEARS * 12)
                        .mapToObj(
                                month ->
                                        new Months(1)
                                                .made(
                                                        LocalDate.of(
                                                                FIRST_YEAR + month / 12,
                                                                month % 12 + 1,
                                                                1)))
                        .toList();

        @Override
        public FiscalPeriod periodOf(LocalDate day) {
            int month = (day.getYear() - FIRST_YEAR) * 12 + day.getMonthValue() - 1;
            return startMonth == 1 && month >= 0 && month < MONTHS.size()
                    ? MONTHS.get(month)
                    : made(day.withDayOfMonth(1));
        }

        private FiscalPeriod made(LocalDate first) {
            return new FiscalPeriod(id(first), new DateRange(first, first.plusMonths(1)));
        }

        private String id(LocalDate day) {
            if (startMonth == 1) {
                return numbered(day.getYear(), "-", day.getMonthValue());
            }
            int number = Math.floorMod(day.getMonthValue() - startMonth, 12) + 1;
            int year = day.getMonthValue() >= startMonth ? day.getYear() + 1 : day.getYear();
            return numbered(year, "-P", number);
        }
    }

    /** Four digits of the year and two of the period; asked for with every fact. */
    private static String numbered(int year, String mark, int number) {
        String digits = String.valueOf(10_000 + year);
        return (year >= 0 && year < 10_000 ? digits.substring(1) : "%04d".formatted(year))
                + mark
                + (number < 10 ? "0" : "")
                + number;
    }

    /**
     * Quarters of four, four and five weeks. The year starts on the given weekday-aligned day, and
     * a year has 52 weeks, or 53 when the listed start of the next year says so.
     *
     * @param yearStarts first days of consecutive fiscal years, in order, each a whole number of
     *     weeks (52 or 53) after the one before
     */
    record FourFourFive(List<LocalDate> yearStarts) implements FiscalCalendar {
        private static final int[] WEEKS = {4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5};

        public FourFourFive {
            yearStarts = List.copyOf(yearStarts);
            for (int i = 1; i < yearStarts.size(); i++) {
                long days = new DateRange(yearStarts.get(i - 1), yearStarts.get(i)).days();
                if (days != 364 && days != 371) {
                    throw new IllegalArgumentException(
                            "a 4-4-5 year has 52 or 53 weeks, not "
                                    + days
                                    + " days: "
                                    + yearStarts.get(i - 1));
                }
            }
        }

        @Override
        public FiscalPeriod periodOf(LocalDate day) {
            int year = yearOf(day);
            LocalDate start = yearStarts.get(year);
            for (int month = 0; month < 12; month++) {
                LocalDate end = start.plusWeeks(WEEKS[month]);
                if (month == 11 && year + 1 < yearStarts.size()) {
                    end = yearStarts.get(year + 1);
                }
                if (day.isBefore(end)) {
                    int label = yearStarts.get(year).plusWeeks(26).getYear();
                    return new FiscalPeriod(
                            numbered(label, "-P", month + 1), new DateRange(start, end));
                }
                start = end;
            }
            throw new IllegalArgumentException("no fiscal year is listed for " + day);
        }

        private int yearOf(LocalDate day) {
            for (int year = yearStarts.size() - 1; year >= 0; year--) {
                if (!day.isBefore(yearStarts.get(year))) {
                    return year;
                }
            }
            throw new IllegalArgumentException("no fiscal year is listed for " + day);
        }
    }

    /** Periods as a finance department lists them; outside of the list, calendar months. */
    record Listed(List<FiscalPeriod> periods) implements FiscalCalendar {
        public Listed {
            periods = List.copyOf(periods);
            for (int i = 1; i < periods.size(); i++) {
                if (!periods.get(i - 1).range().until().equals(periods.get(i).range().from())) {
                    throw new IllegalArgumentException(
                            "periods must follow each other without gap: " + periods.get(i).id());
                }
            }
        }

        @Override
        public FiscalPeriod periodOf(LocalDate day) {
            return periods.stream()
                    .filter(period -> period.range().contains(day))
                    .findFirst()
                    .orElseGet(() -> new Months().periodOf(day));
        }
    }
}
