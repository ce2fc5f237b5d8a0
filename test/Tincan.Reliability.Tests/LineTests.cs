namespace Tincan.Reliability.Tests;

public sealed class LineTests
{
    [Fact]
    public void A_line_that_rises_is_seen_through_the_noise()
    {
        var samples = Enumerable.Range(0, 100).Select(static at => (TimeSpan.FromSeconds(at), 1000 + at + (at % 2 == 0 ? 50.0 : -50.0))).ToList();

        var line = Line.Through(samples);

        Assert.Equal(1049.5, line.Mean, 3);
        Assert.Equal(99 / 1049.5, line.Rise, 2);
    }

    [Fact]
    public void What_stays_the_same_does_not_rise() =>
        Assert.Equal(0, Line.Through([(TimeSpan.Zero, 5), (TimeSpan.FromSeconds(1), 5), (TimeSpan.FromSeconds(2), 5)]).Rise);
}
