using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Parsing;

namespace Tincan.Cli.Tests.Settings;

public sealed class NewOptionTests
{
    [Theory]
    [InlineData("5s", 5000)]
    [InlineData("5", 5000)]
    [InlineData("0.5", 500)]
    [InlineData("200ms", 200)]
    [InlineData("1ms", 1)]
    [InlineData("1.5m", 90_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("576h", 2_073_600_000)]
    [InlineData("none", -1)]
    public void A_time_has_a_unit_or_is_in_seconds(string text, double milliseconds)
    {
        Assert.True(SettingForms.TimeOrNone.TryRead(new SourceText(text).All, out var time));
        Assert.Equal(milliseconds, time.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5sec")]
    [InlineData("5sm")]
    [InlineData("1e3")]
    [InlineData("577h")]
    [InlineData("NaN")]
    [InlineData("0.9ms")]
    [InlineData("0.00000001s")]
    [InlineData("1,5s")]
    public void Other_words_are_no_times(string text) => Assert.False(SettingForms.TimeOrNone.TryRead(new SourceText(text).All, out _));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    public void A_number_may_be_at_its_bounds(string text, int number) =>
        Assert.Equal(number, Parse(NewOption.Number("--n", 7, 1, 100, ""), text).Value);

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("+5")]
    [InlineData("five")]
    public void A_number_out_of_range_is_reported(string text) =>
        Assert.Equal($"--n takes a whole number from 1 to 100, not '{text}'", Parse(NewOption.Number("--n", 7, 1, 100, ""), text).Error);

    [Fact]
    public void A_word_is_one_of_those_named()
    {
        var option = NewOption.Of("--n", SettingForms.Word(("one", 1), ("two", 2)), 0, "");
        Assert.Equal(2, Parse(option, "two").Value);
        Assert.Equal("--n takes one or two, not 'Two'", Parse(option, "Two").Error);
        Assert.Equal(0, new RootCommand { option }.Parse([]).GetValue(option));
    }

    private static (T? Value, string? Error) Parse<T>(Option<T> option, string text)
    {
        var parsed = new RootCommand { option }.Parse([option.Name, text]);
        return parsed.Errors.Count == 0 ? (parsed.GetValue(option), null) : (default, parsed.Errors[0].Message);
    }
}
