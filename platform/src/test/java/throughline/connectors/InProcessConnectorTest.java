package throughline.connectors;

import throughline.align.Action;
import throughline.align.ActionKind;

class InProcessConnectorTest extends ConnectorContractTest {

    private final InProcess system = new InProcess("near");

    @Override
    Connector connector() {
        return system;
    }

    @Override
    Action action(ActionKind kind, int number) {
        return Samples.planned("near", kind, "crm:opportunity:" + number, "crm:account:" + number);
    }

    @Override
    int held(Action action) {
        return system.holds(action) ? 1 : 0;
    }
}
