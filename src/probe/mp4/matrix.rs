//! The display matrices of `tkhd` and `mvhd`: ISO/IEC 14496-12 §8.2.2, §8.3.2; QTFF "Matrices".

use crate::model::Rational;

/// The upper left part of a transformation matrix, which turns and scales: `x' = a·x + c·y`, `y' = b·x + d·y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Matrix {
    a: i128,
    b: i128,
    c: i128,
    d: i128,
}

impl Default for Matrix {
    fn default() -> Self {
        // 1.0 in 16.16 fixed point.
        Self { a: 1 << 16, b: 0, c: 0, d: 1 << 16 }
    }
}

impl Matrix {
    /// From the file's 16.16 numbers. All zero is a field that was never filled in, and says nothing.
    pub(super) fn new([a, b, c, d]: [i32; 4]) -> Self {
        if [a, b, c, d] == [0; 4] {
            return Self::default();
        }
        Self { a: i128::from(a), b: i128::from(b), c: i128::from(c), d: i128::from(d) }
    }

    /// First this, the track's, then `movie`'s. The scale of the result does not matter here, so nothing is shifted back.
    pub(super) fn then(self, movie: Self) -> Self {
        Self {
            a: self.a * movie.a + self.b * movie.c,
            b: self.a * movie.b + self.b * movie.d,
            c: self.c * movie.a + self.d * movie.c,
            d: self.c * movie.b + self.d * movie.d,
        }
    }

    /// Clockwise degrees by which the picture's upper edge is turned, or `None` where its edges do not stay upright.
    ///
    /// A mirrored picture counts as turned as far as its upper edge is: mirrored left to right, 180.
    pub(super) fn rotation(self) -> Option<u16> {
        if negligible(self.b, self.a) && negligible(self.c, self.d) {
            Some(if self.a > 0 { 0 } else { 180 })
        } else if negligible(self.a, self.b) && negligible(self.d, self.c) {
            Some(if self.b > 0 { 90 } else { 270 })
        } else {
            None
        }
    }

    /// How much wider than high the matrix makes a pixel, before the turn; `None` where that is within a hundredth of
    /// square, as rounding leaves it.
    pub(super) fn stretch(self) -> Option<Rational> {
        let (along, down) = match self.rotation()? {
            90 | 270 => (self.b, self.c),
            _ => (self.a, self.d),
        };
        let (along, down) = (along.unsigned_abs(), down.unsigned_abs());
        if along.abs_diff(down).saturating_mul(100) <= along.max(down) {
            return None;
        }
        Rational::from_wide(along, down)
    }
}

/// Whether `small` is nothing beside `large`: below 1/256, and `large` is something.
fn negligible(small: i128, large: i128) -> bool {
    large != 0 && small.unsigned_abs().saturating_mul(256) <= large.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: i32 = 1 << 16;

    #[test]
    fn quarter_turns_are_detected_by_the_upper_edge() {
        let rotations = [[ONE, 0, 0, ONE], [0, ONE, -ONE, 0], [-ONE, 0, 0, -ONE], [0, -ONE, ONE, 0]];
        for (matrix, degrees) in rotations.into_iter().zip([0, 90, 180, 270]) {
            assert_eq!(Matrix::new(matrix).rotation(), Some(degrees));
            assert_eq!(Matrix::new(matrix).stretch(), None);
        }
        assert_eq!(Matrix::new([-ONE, 0, 0, ONE]).rotation(), Some(180));
        assert_eq!(Matrix::new([0; 4]).rotation(), Some(0));
        assert_eq!(Matrix::new([ONE, ONE, -ONE, ONE]).rotation(), None);
        assert_eq!(Matrix::new([0, 0, 0, ONE]).rotation(), None);
    }

    #[test]
    fn the_movie_turns_after_the_track() {
        let quarter = Matrix::new([0, ONE, -ONE, 0]);
        assert_eq!(quarter.then(quarter).rotation(), Some(180));
        let extreme = Matrix::new([i32::MIN, i32::MIN, i32::MIN, i32::MIN]);
        assert_eq!(extreme.then(extreme).rotation(), None);
    }

    #[test]
    fn a_stretch_is_exact() {
        assert_eq!(Matrix::new([2 * ONE, 0, 0, ONE]).stretch(), Rational::new(2, 1));
        assert_eq!(Matrix::new([0, 4 * ONE, 3 * ONE, 0]).stretch(), Rational::new(4, 3));
    }
}
