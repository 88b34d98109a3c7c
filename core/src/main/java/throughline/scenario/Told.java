package throughline.scenario;

import java.time.LocalDate;
import java.util.List;
import throughline.engagement.Event;
import throughline.engagement.Worksheet.Working;

/**
 * An event as the scenario saw it.
 *
 * @param day on which it became known
 * @param workings how its amounts came about
 */
public record Told(LocalDate day, Event event, List<Working> workings) {

    public Told {
        workings = List.copyOf(workings);
    }
}
