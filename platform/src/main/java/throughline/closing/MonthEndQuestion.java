package throughline.closing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import throughline.calendar.FiscalPeriod;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;

/** Which entity and period somebody asks about. */
public record MonthEndQuestion(LegalEntity entity, FiscalPeriod period) {

    /**
     * What was asked for by name.
     *
     * @param entity its code; empty for the first of the landscape
     * @param period its id; empty for the one that is to be closed next
     * @throws RefusedToPersonException when there is none of that name
     */
    public static MonthEndQuestion of(Release release, String entity, String period, Instant now) {
        List<LegalEntity> all = release.legalEntities();
        LegalEntity chosen =
                all.stream()
                        .filter(each -> entity.isEmpty() || each.code().equals(entity))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        missing(
                                                "legal entity",
                                                all.stream()
                                                        .map(LegalEntity::code)
                                                        .collect(Collectors.joining(", "))));
        if (period.isEmpty()) {
            return new MonthEndQuestion(chosen, MonthEndDesk.next(chosen, now));
        }
        List<FiscalPeriod> periods = MonthEndDesk.periods(chosen, now);
        return new MonthEndQuestion(
                chosen,
                periods.stream()
                        .filter(each -> each.id().equals(period))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        missing(
                                                "period",
                                                periods.stream()
                                                        .map(FiscalPeriod::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static RefusedToPersonException missing(String what, String known) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "not-found",
                "There is no month end of that %s. Ask for one of: %s.".formatted(what, known));
    }
}
