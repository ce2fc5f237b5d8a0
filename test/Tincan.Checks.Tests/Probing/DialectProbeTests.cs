using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Finds out how a program ends its messages.</summary>
public sealed class DialectProbeTests
{
    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public void The_line_end_that_a_server_waits_for_is_found(Dialect dialect)
    {
        var found = Find(PageSuite.OfLibrary("names.server"), new DelegateServer(conversation => LinesAsync(conversation, dialect, dialect, Hit)));

        Assert.Equal((dialect, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.Contains("with nothing", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("\n", false)]
    public void A_server_that_takes_each_read_as_a_message_is_raw(string end, bool takesOffLineEnds)
    {
        var found = Find(PageSuite.OfLibrary("names.server"), OneRead(end, takesOffLineEnds));

        Assert.Equal((Dialect.Raw, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.StartsWith("raw: it answered 'rutgers.edu' with 'rutgers.edu 172.34.4.6 A IN", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", Dialect.Lf)]
    [InlineData("\r\n", Dialect.CrLf)]
    public void A_server_that_removes_line_ends_and_adds_its_own_is_judged_by_lines(string end, Dialect dialect)
    {
        var found = Find(PageSuite.OfLibrary("names.server"), OneRead(end, takesOffLineEnds: true));

        Assert.Equal((dialect, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.Contains("it removes the line end, and ends its own lines", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Newlines_from_the_table_are_recognised_by_a_last_record_without_one()
    {
        var server = new HostedServer(static launch => new DelegateServer(conversation => ReadsAsync(conversation, name =>
            File.ReadAllText(Path.Combine(launch.Folder, "PROJ2-DNSTS1.txt")) is var table && table.IndexOf($"{name.Trim()} ", StringComparison.Ordinal) is var at and >= 0
                ? table[at..(table.IndexOf('\n', at) is var end and >= 0 ? end + 1 : table.Length)]
                : null)));
        var found = Bench.Find(PageSuite.OfLibrary("names.server"), server, Options);

        Assert.Equal((Dialect.Raw, Dialect.Lf, "{name} {ip} A"), (found.Options.Dialect, found.Options.AnswerDialect, found.Options.Found["hit"]));
        Assert.Contains("the line ends of its answers are the newlines of a file: to a last line without one it answers without", found.Notes);
    }

    [Fact]
    public void The_two_directions_may_differ()
    {
        var found = Find(PageSuite.OfLibrary("names.server"), new DelegateServer(static conversation => LinesAsync(conversation, Dialect.Lf, Dialect.Raw, Hit)));

        Assert.Equal((Dialect.Lf, Dialect.Raw), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.StartsWith("reads lf, sends raw: ", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_suite_without_lines_has_no_dialect_to_find() =>
        Assert.Empty((Find(PageSuite.OfLibrary("echo.server"), new Protocols.Echo.EchoServer())).Notes);
}
