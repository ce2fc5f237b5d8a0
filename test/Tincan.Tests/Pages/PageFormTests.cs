using Tincan.Pages;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;
using Tincan.Parsing;

namespace Tincan.Tests.Pages;

/// <summary>What a page can say beside messages and rules: files, bytes in any reads, messages many times, messages that are not judged.</summary>
public sealed class PageFormTests
{
    [Fact]
    public void A_file_block_is_a_file_with_its_lines()
    {
        var page = Page("", "```file book.csv\nemail,name\n\"für, alle\",2\n```\n");

        Assert.Equal("email,name\n\"für, alle\",2\n", Encoding.UTF8.GetString(Assert.Single(page.Files).Value));
        Assert.Equal("book.csv", Assert.Single(page.Files).Key);
    }

    [Theory]
    [InlineData("```file\nx\n```", "a file block names its file")]
    [InlineData("```file a/b\nx\n```", "a file block names its file")]
    [InlineData("```file a\nx\n```\n\n```file a\ny\n```", "the file 'a' is on the page already")]
    public void A_file_block_without_a_name_of_its_own_is_an_error(string block, string expected) =>
        Assert.Contains(expected, Assert.Throws<SyntaxException>(() => Page("", block)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_first_sentence_is_the_summary() => Assert.Equal("It is a protocol.", Page("", "It is a\nprotocol. It has a page.").Summary);

    [Fact]
    public void Derived_cases_can_be_recommendations() => Assert.Equal(["concurrent", "closes"], Page("should concurrent closes").Recommended);

    [Theory]
    [InlineData("without closes slow-raeder", 5, 16, "'slow-raeder' is no derived case: did you mean 'slow-reader'?")]
    [InlineData("should xyzzy", 5, 8, "'xyzzy' is no derived case: the derived cases are ahead, ")]
    public void An_unknown_derived_case_is_an_error(string line, int at, int column, string expected)
    {
        var error = Assert.Throws<SyntaxException>(() => Page(line));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{at}:{column}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_can_be_any() => Assert.True(Page("reads any").IsStream);

    [Fact]
    public void Reads_can_be_nothing_else() => Assert.Contains("the only value is 'reads any'", Assert.Throws<SyntaxException>(() => Page("reads some")).Message, StringComparison.Ordinal);

    [Fact]
    public void Line_ends_can_be_optional_where_any_will_do()
    {
        Assert.True(PageText.Read("# Test\n\n```protocol\nframing lines\nline-ends optional\n```\n").HasOptionalLineEnds);
        Assert.Contains("only with 'framing lines'", Assert.Throws<SyntaxException>(() => Page("line-ends optional")).Message, StringComparison.Ordinal);
        Assert.True(Page("padding optional").HasOptionalPadding);
        Assert.Contains("only 'padding optional'", Assert.Throws<SyntaxException>(() => Page("padding 200")).Message, StringComparison.Ordinal);
        Assert.Contains("only 'line-ends optional'", Assert.Throws<SyntaxException>(() => Page("line-ends never")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_can_be_about_a_parameter()
    {
        var page = Page("param greeting = hi", "## A {#a about=greeting}\n\n```talk\nC: x\nS: $greeting\n```\n");

        Assert.Equal(["greeting"], Assert.Single(page.Cases).About);
        Assert.Contains("'other', which is no parameter", Assert.Throws<SyntaxException>(() => Page("", "## A {#a about=other}\n\n```talk\nC: x\nS: y\n```\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_can_be_sent_many_times_or_until_the_peer_stops_reading_or_unjudged()
    {
        var steps = Assert.Single(Page("", "## A {#a}\n\n```talk\nC: [times 12] x\nS: [unjudged] y\nC: [fills 2MiB] z\n```\n").Cases).Transcript.Steps;

        Assert.Equal(12, Assert.IsType<MessageStep>(steps[0]).Times);
        Assert.True(Assert.IsType<MessageStep>(steps[1]).IsUnjudged);
        Assert.Equal(2 * 1024 * 1024, Assert.IsType<FillStep>(steps[2]).Limit);
    }

    [Theory]
    [InlineData("C: [times 0] x", "a number from 1 to")]
    [InlineData("C: [fills 65MiB] x", "a size was expected here")]
    [InlineData("C: [fills much] x", "a size was expected here")]
    public void How_often_and_how_much_have_bounds(string line, string expected) =>
        Assert.Contains(expected, Assert.Throws<SyntaxException>(() => Page("", $"## A {{#a}}\n\n```talk\n{line}\n```\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("first(\"hello\", 2)", "he")]
    [InlineData("first(\"hello\", 9)", "hello")]
    [InlineData("before(\"a@b@c\", \"@\")", "a")]
    [InlineData("before(\"abc\", \"@\")", "abc")]
    [InlineData("after(\"a@b@c\", \"@\")", "b@c")]
    [InlineData("after(\"abc\", \"@\")", "")]
    [InlineData("repeat(\"ab\", 3)", "ababab")]
    [InlineData("if(utf8(\"f\\xFC\"), \"yes\", \"no\")", "no")]
    [InlineData("if(utf8(\"für\"), \"yes\", \"no\")", "yes")]
    public void Functions_of_text(string expression, string expected)
    {
        var message = Assert.Single(Page("", $"## A {{#a}}\n\n```talk\nC: x$({expression})\nS: y\n```\n").Cases).Transcript.Messages.First().Message;

        Assert.Equal($"x{expected}", message.Write(new()).Raw);
    }

    [Fact]
    public void A_length_between_other_fields_is_not_part_of_a_message()
    {
        var framing = Page("").Framing.ToServer with { };
        var book = Tincan.Framing.Framings.FramingPair.Parse("length u8 offset 1").ToServer;

        Assert.Equal("Q\x04luke"u8.ToArray(), PageFraming.Frame(book, new ByteText("Qluke")));
        Assert.Equal("Qluke", PageFraming.ReadContent(book, "Q\x04luke"u8).Raw);
        Assert.Equal("x\n"u8.ToArray(), PageFraming.Frame(framing, new ByteText("x")));
        Assert.Contains("the header alone has 2", PageFraming.WhyNot(book, new ByteText("")), StringComparison.Ordinal);
    }

    private static Page Page(string keys, string rest = "") => PageText.Read($"# Test\n\n```protocol\nframing lines lf\n{keys}\n```\n\n{rest}\n");
}
