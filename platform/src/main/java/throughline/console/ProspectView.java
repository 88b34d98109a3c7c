package throughline.console;

import java.util.List;

/**
 * Exactly what a decision would do, and the form that takes it.
 *
 * @param second who else must agree; empty when nobody
 */
public record ProspectView(
        Page page,
        String name,
        String href,
        String title,
        String amount,
        List<String> willHappen,
        String second,
        String hash,
        String once,
        String action,
        List<ApprovalsView.Hidden> hidden) {}
