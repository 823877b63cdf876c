package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects findings, one for entries in a row that have the same fault, and not without bound. Not thread-safe. */
final class Findings {

    private static final int MAX = 10_000;
    private static final int LOOK_BACK = 8;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private long more;

    void add(Finding finding) {
        // An entry can have several faults, each of which may go on with the next entry.
        for (int i = findings.size() - 1; i >= Math.max(0, findings.size() - LOOK_BACK); i--) {
            Finding former = findings.get(i);
            if (continues(former, finding)) {
                findings.set(i, new Finding(former.kind(), former.file(), former.from(), finding.to(), former.what()));
                return;
            }
        }
        if (findings.size() < MAX) {
            findings.add(finding);
        } else {
            more++;
        }
    }

    private static boolean continues(Finding former, Finding next) {
        return former.kind() == next.kind()
                && former.file().equals(next.file())
                && former.what().equals(next.what())
                && former.to() >= 0
                && former.to() + 1 == next.from();
    }

    void add(Kind kind, String file, long from, long to, String what) {
        add(new Finding(kind, file, from, to, what));
    }

    void add(Kind kind, String file, String what) {
        add(Finding.of(kind, file, what));
    }

    void addAll(List<Finding> several) {
        several.forEach(this::add);
    }

    void notice(String what) {
        if (notices.size() < MAX) {
            notices.add(what);
        }
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<String> notices() {
        List<String> all = new ArrayList<>(notices);
        if (more > 0) {
            all.add(more + " more findings are not listed");
        }
        return all;
    }
}
