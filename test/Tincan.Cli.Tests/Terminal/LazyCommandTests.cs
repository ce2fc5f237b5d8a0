using System.CommandLine;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

/// <summary>Only the command that a command line names is made.</summary>
public sealed class LazyCommandTests
{
    private readonly List<string> _made = [];
    private readonly RootCommand _root;

    public LazyCommandTests()
    {
        _root = new RootCommand
        {
            Lazy("one", static () => new Option<int>("--size")),
            Lazy("two", static () => new Option<int>("--count"), Lazy("part", static () => new Option<string>("--of"))),
            Lazy("three", static () => new Option<int>("--size")),
        };
    }

    [Fact]
    public void The_named_command_is_made_and_keeps_its_place()
    {
        var parsed = Parse("two --count 3");

        Assert.Empty(parsed.Errors);
        Assert.Equal(3, parsed.GetValue<int>("--count"));
        Assert.Equal(["two"], _made);
        Assert.Equal(["one", "two", "three"], _root.Subcommands.Select(static command => command.Name));
    }

    [Fact]
    public void So_is_the_subcommand_that_it_names()
    {
        var parsed = Parse("two part --of x");

        Assert.Empty(parsed.Errors);
        Assert.Equal("x", parsed.GetValue<string>("--of"));
        Assert.Equal(["two", "part"], _made);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--version")]
    [InlineData("four")]
    public void Nothing_is_made_if_the_line_names_none(string line)
    {
        Parse(line);

        Assert.Empty(_made);
    }

    private ParseResult Parse(string line) => LazyCommand.Parse(() => _root.Parse(line));

    private LazyCommand Lazy(string name, Func<Option> option, params LazyCommand[] parts) => new(name, "", () =>
    {
        _made.Add(name);
        var made = new Command(name) { option() };
        made.SetAction(static _ => 0);
        Array.ForEach(parts, made.Add);
        return made;
    });
}
