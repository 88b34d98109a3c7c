package throughline.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import throughline.hostile.Submission.Maker;
import throughline.hostile.Submission.Who;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** One sound submission for every form and every call that changes something. */
final class Submissions {

    private final FirmOnPaper firm;
    private final SignedIn first;

    /** Of a firm that somebody administers. */
    Submissions(FirmOnPaper firm, SignedIn first) {
        this.firm = firm;
        this.first = first;
    }

    /** All of them; later ones rest on what earlier ones did. */
    List<Maker> all() throws Exception {
        Who admin = who(first, "admin");
        Who fiona = who("fiona", "finance");
        Who bea = who("bea", "finance");
        Who dora = who("dora", "finance-director");
        SubmittedAboutDeals deals = new SubmittedAboutDeals(firm, fiona, dora);
        SubmittedElsewhere elsewhere = new SubmittedElsewhere(firm, admin, fiona, bea);
        List<Maker> all = new ArrayList<>();
        for (boolean api : new boolean[] {false, true}) {
            all.addAll(deals.all(api));
            all.addAll(elsewhere.all(api));
        }
        all.addAll(elsewhere.inOrder());
        return all;
    }

    private Who who(String login, String role) throws Exception {
        return who(SignedIn.added(firm.server(), login, Set.of(role), Scope.WHOLE), login);
    }

    private Who who(SignedIn session, String login) throws Exception {
        return new Who(session, SignedIn.token(firm.server(), login), session.csrf());
    }
}
