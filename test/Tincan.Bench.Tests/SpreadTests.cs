using Tincan.Bench.Measuring;

namespace Tincan.Bench.Tests;

public sealed class SpreadTests
{
    [Fact]
    public void Of_a_few_values_it_has_the_smallest_and_the_largest() => Assert.Equal(new Spread(2, 1, 4), Spread.Of([4, 1, 2]));

    [Fact]
    public void Of_five_or_more_it_has_the_quartiles() => Assert.Equal(new Spread(3, 2, 4), Spread.Of([5, 1, 4, 2, 3]));

    [Fact]
    public void A_run_that_failed_does_not_count() => Assert.Equal(new Spread(1, 1, 1), Spread.Of([null, 1]));

    [Fact]
    public void Of_nothing_there_is_none() => Assert.Null(Spread.Of([null]));
}
