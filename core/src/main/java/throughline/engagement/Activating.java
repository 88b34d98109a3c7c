package throughline.engagement;

import java.util.List;
import throughline.align.Desired;
import throughline.engagement.AgreementEvent.ProjectActivated;

/** Declares a project active when every system that is asked for something holds it. */
final class Activating {

    private Activating() {}

    static List<Event> derive(Turn turn, Occasion occasion) {
        return switch (turn.state().contract()) {
            case Contract.Booked _ -> {
                boolean held =
                        Desired.forActivation(turn).stream()
                                .allMatch(turn.state().effects()::confirmed);
                yield held ? List.of(new ProjectActivated(turn.today())) : List.of();
            }
            case Contract.Proposed _, Contract.Active _, Contract.Cancelled _ -> List.of();
        };
    }
}
