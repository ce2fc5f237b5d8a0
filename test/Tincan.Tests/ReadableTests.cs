namespace Tincan.Tests;

public sealed class ReadableTests
{
    [Theory]
    [InlineData(0, "0 µs")]
    [InlineData(4, "0 µs")]
    [InlineData(5, "1 µs")]
    [InlineData(-15, "-2 µs")]
    [InlineData(9_994, "999 µs")]
    [InlineData(9_995, "1.0 ms")]
    [InlineData(32_499, "3.2 ms")]
    [InlineData(32_500, "3.3 ms")]
    [InlineData(99_499, "9.9 ms")]
    [InlineData(99_500, "10 ms")]
    [InlineData(9_994_999, "999 ms")]
    [InlineData(9_995_000, "1.0 s")]
    [InlineData(50_499_999, "5.0 s")]
    [InlineData(50_500_000, "5.1 s")]
    [InlineData(1_199_499_999, "119.9 s")]
    [InlineData(1_199_500_000, "2 min")]
    [InlineData(71_699_999_999, "119 min")]
    [InlineData(71_700_000_000, "2.0 h")]
    public void A_time_is_rounded_to_the_unit_that_fits(long ticks, string expected) => Assert.Equal(expected, Readable.Time(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void A_time_can_be_ascii() => Assert.Equal("85 us", Readable.Time(TimeSpan.FromMicroseconds(85), ascii: true));
}
