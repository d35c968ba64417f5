//! Which column and which row everything stands in.
//!
//! Each call has a column of its own, shared only with its target; whoever has credentials of their own stands in column
//! 0. So no upright line ever meets a box that is not its own. Rows are given lane by lane: a caller and its last call
//! share a row, its earlier calls hang below it (those that go up: above it), each followed by what they made in the same
//! lane. Of two that come from above, the later one stands higher; from below, lower. That order lets lines of one
//! caller never cross each other.

use crate::model::Model;

/// Which way a call's target lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In a lane further down, or in the same lane below the call.
    Down,
    /// In a lane further up.
    Up,
}

/// Columns and rows. Indices are the model's.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Calls that can be drawn, in order; the column of a call is its position here plus 1.
    pub(super) calls: Vec<usize>,
    /// The column of each node; nothing for nodes that nobody reaches.
    pub(super) node_column: Vec<Option<usize>>,
    /// The call that makes the node.
    pub(super) made_by: Vec<Option<usize>>,
    /// The row of each node within its lane.
    pub(super) node_row: Vec<usize>,
    /// The column of each call.
    pub(super) call_column: Vec<Option<usize>>,
    /// The row of each call within its caller's lane.
    pub(super) call_row: Vec<usize>,
    /// Calls of each node, in order.
    pub(super) calls_of: Vec<Vec<usize>>,
    /// How many rows each lane has.
    pub(super) rows: Vec<usize>,
    /// The call's target, where it is drawn.
    pub(super) target: Vec<Option<usize>>,
}

impl Plan {
    /// Columns only; enough for the vertical form and the strip.
    pub(super) fn columns(model: &Model) -> Self {
        let (nodes, calls) = (model.nodes.len(), model.calls.len());
        let drawable = |node: usize| {
            model.nodes.get(node).is_some_and(|node| node.account < model.accounts.len())
        };
        let mut made_by = vec![None; nodes];
        let mut target = vec![None; calls];
        for (index, call) in model.calls.iter().enumerate() {
            if let Some(node) = call.target.filter(|node| drawable(*node) && *node != call.caller)
                && made_by[node].is_none()
            {
                made_by[node] = Some(index);
            }
        }
        let mut plan = Self {
            calls: Vec::with_capacity(calls),
            node_column: vec![None; nodes],
            made_by,
            node_row: vec![0; nodes],
            call_column: vec![None; calls],
            call_row: vec![0; calls],
            calls_of: vec![Vec::new(); nodes],
            rows: vec![0; model.accounts.len()],
            target: Vec::new(),
        };
        for node in 0..nodes {
            if drawable(node) && plan.made_by[node].is_none() {
                plan.node_column[node] = Some(0);
            }
        }
        for (index, call) in model.calls.iter().enumerate() {
            let reached = plan.node_column.get(call.caller).copied().flatten().is_some();
            if !reached {
                continue;
            }
            plan.calls.push(index);
            let column = plan.calls.len();
            plan.call_column[index] = Some(column);
            plan.calls_of[call.caller].push(index);
            if let Some(node) =
                call.target.filter(|node| plan.made_by.get(*node) == Some(&Some(index)))
            {
                plan.node_column[node] = Some(column);
                target[index] = Some(node);
            }
        }
        plan.target = target;
        plan
    }

    /// Columns and rows.
    pub(super) fn new(model: &Model) -> Self {
        let mut plan = Self::columns(model);
        for lane in 0..model.accounts.len() {
            plan.stack(model, lane);
        }
        plan
    }

    /// Which way the call's line leaves it.
    pub(super) fn way(&self, model: &Model, call: usize) -> Way {
        let lane = |node: usize| model.nodes.get(node).map_or(0, |node| node.account);
        match (self.target[call], model.calls.get(call)) {
            (Some(target), Some(call)) if lane(target) < lane(call.caller) => Way::Up,
            _ => Way::Down,
        }
    }

    /// Gives the rows of one lane.
    fn stack(&mut self, model: &Model, lane: usize) {
        let (mut above, mut own, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for (index, node) in model.nodes.iter().enumerate() {
            let Some(column) = self.node_column[index].filter(|_| node.account == lane) else {
                continue;
            };
            let caller_lane = self.made_by[index]
                .and_then(|call| model.calls.get(call))
                .and_then(|call| model.nodes.get(call.caller))
                .map(|caller| caller.account);
            match caller_lane {
                None => own.push((column, index)),
                Some(from) if from < lane => above.push((column, index)),
                Some(from) if from > lane => below.push((column, index)),
                Some(_) => {}
            }
        }
        iam::order::sort(&mut above);
        iam::order::sort(&mut below);
        let mut blocks = self.blocks(model, lane);
        let mut lane_block = Block::default();
        let mut row = 0;
        for (_, node) in above.into_iter().rev().chain(own).chain(below) {
            let Some(block) = blocks[node].take() else { continue };
            row = row.max(-block.top());
            while !lane_block.has_room(&block, row) {
                row += 1;
            }
            lane_block.take(block, row);
        }
        self.rows[lane] = usize::try_from(lane_block.bottom() + 1).unwrap_or(0);
        for (item, row) in lane_block.items {
            let row = usize::try_from(row).unwrap_or(0);
            match item {
                Cell::Node(node) => self.node_row[node] = row,
                Cell::Call(call) => self.call_row[call] = row,
            }
        }
    }

    /// A block for every node of the lane that nothing in the lane makes; the others are parts of theirs.
    ///
    /// What is made stands in a later column than who makes it, so going backwards needs no recursion, however long the
    /// chain is.
    fn blocks(&self, model: &Model, lane: usize) -> Vec<Option<Block>> {
        let columns = self.node_column.iter().enumerate();
        let mut nodes: Vec<(usize, usize)> = columns
            .filter_map(|(node, column)| Some(((*column)?, node)))
            .filter(|(_, node)| model.nodes.get(*node).is_some_and(|node| node.account == lane))
            .collect();
        iam::order::sort(&mut nodes);
        let mut blocks: Vec<Option<Block>> = self.node_column.iter().map(|_| None).collect();
        for (_, node) in nodes.into_iter().rev() {
            blocks[node] = Some(self.block(model, node, &mut blocks));
        }
        blocks
    }

    /// The node with its calls and everything that they make in the same lane; the node's own row is 0.
    fn block(&self, model: &Model, node: usize, made: &mut [Option<Block>]) -> Block {
        let mut block = Block::default();
        let column = column_unit(self.node_column[node]);
        block.items.push((Cell::Node(node), 0));
        block.occupy(0, column, column);
        let (mut lowest, mut highest) = (0, 0);
        for (distance, call) in self.calls_of[node].iter().rev().enumerate() {
            let branch = self.branch(*call, column + 1, made);
            if distance == 0 {
                // The last call shares the node's row.
                block.take(branch, 0);
            } else if self.way(model, *call) == Way::Down {
                lowest += 1;
                while !block.has_room(&branch, lowest) {
                    lowest += 1;
                }
                block.take(branch, lowest);
            } else {
                highest -= 1;
                while !block.has_room(&branch, highest) {
                    highest -= 1;
                }
                block.take(branch, highest);
            }
        }
        for row in highest..=lowest {
            block.occupy(row, column + 1, column + 1);
        }
        block
    }

    /// A call with what it makes in the same lane; the call's row is 0.
    fn branch(&self, call: usize, from: i32, made: &mut [Option<Block>]) -> Block {
        let mut branch = Block::default();
        branch.items.push((Cell::Call(call), 0));
        branch.occupy(0, from, column_unit(self.call_column[call]));
        if let Some(child) = self.target[call].and_then(|target| made[target].take()) {
            let mut row = 1.max(1 - child.top());
            while !branch.has_room(&child, row) {
                row += 1;
            }
            branch.take(child, row);
        }
        branch
    }
}

/// Columns count double, so that the gutters between them can be taken too.
fn column_unit(column: Option<usize>) -> i32 {
    i32::try_from(column.unwrap_or(0)).unwrap_or(0) * 2
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Node(usize),
    Call(usize),
}

/// Cells and lines that keep their places towards each other.
#[derive(Debug, Clone, Default)]
struct Block {
    items: Vec<(Cell, i32)>,
    /// Row, first and last unit that is taken.
    taken: Vec<(i32, i32, i32)>,
}

impl Block {
    fn occupy(&mut self, row: i32, first: i32, last: i32) {
        self.taken.push((row, first, last));
    }

    fn top(&self) -> i32 {
        self.taken.iter().map(|taken| taken.0).min().unwrap_or(0)
    }

    fn bottom(&self) -> i32 {
        self.taken.iter().map(|taken| taken.0).max().unwrap_or(-1)
    }

    fn has_room(&self, other: &Self, offset: i32) -> bool {
        other.taken.iter().all(|(row, first, last)| {
            self.taken.iter().all(|(taken_row, taken_first, taken_last)| {
                *taken_row != row + offset || taken_last < first || last < taken_first
            })
        })
    }

    fn take(&mut self, other: Self, offset: i32) {
        self.items.extend(other.items.into_iter().map(|(cell, row)| (cell, row + offset)));
        self.taken
            .extend(other.taken.into_iter().map(|(row, first, last)| (row + offset, first, last)));
    }
}
