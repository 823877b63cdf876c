package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** The rows of a list. A leap takes time in proportion to the logarithm of what it leaps over. */
final class ListedRows implements Rows {

    private final RowList list;
    private int position;

    ListedRows(RowList list) {
        this.list = list;
        this.position = list.size() - 1;
    }

    @Override
    public int atMost(int bound) {
        if (position < 0) {
            return NONE;
        }
        int row = list.row(position);
        if (row <= bound) {
            return row;
        }
        int above = position;
        int step = 1;
        while (above - step >= 0 && list.row(above - step) > bound) {
            above -= step;
            step *= 2;
        }
        int below = Math.max(-1, above - step);
        while (above - below > 1) {
            int middle = (above + below) >>> 1;
            if (list.row(middle) > bound) {
                above = middle;
            } else {
                below = middle;
            }
        }
        position = below;
        return position < 0 ? NONE : list.row(position);
    }

    @Override
    public int atMostSize() {
        return list.size();
    }
}
