using Tincan.Parsing;

namespace Tincan.Tests.Parsing;

public sealed class WrittenTimeTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("0.0001ms", 1)]
    [InlineData("200ms", 2_000_000)]
    [InlineData("5.1s", 51_000_000)]
    [InlineData("90s", 900_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("181s", 1_810_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("576h", 20_736_000_000_000)]
    public void A_time_is_read_and_written_back(string text, long ticks)
    {
        Assert.True(TimeText.TryRead(text, out var time));
        Assert.Equal((ticks, text), (time.Ticks, TimeText.Write(time)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5sm")]
    [InlineData("1e3")]
    [InlineData("577h")]
    [InlineData("99999999999999999999999999999s")]
    public void Other_words_are_no_times(string text) => Assert.False(TimeText.TryRead(text, out _));
}
