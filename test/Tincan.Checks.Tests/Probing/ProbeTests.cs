using System.Text;
using Tincan.Checks.Mutants;
using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Hosting;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Programs that answer nothing, or otherwise than they should, or never start.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task A_program_that_answers_nothing_is_said_to()
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(static conversation => ReadsAsync(conversation, static _ => null)));

        Assert.Equal(Dialect.Raw, found.Options.Dialect);
        Assert.Contains("could not be found", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_reads_to_the_end_of_the_stream_is_said_to()
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(ToTheEndAsync));

        Assert.Contains("only after the client had finished (FIN): it reads until the end of the stream", Assert.Single(found.Notes), StringComparison.Ordinal);

        static async Task ToTheEndAsync(Conversation conversation)
        {
            var come = "";
            var buffer = new byte[100];
            while (await conversation.Wire.ReceiveAsync(buffer) is var count and > 0)
            {
                come += Encoding.ASCII.GetString(buffer, 0, count);
            }

            await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(Hit(come.Trim()) ?? ""));
        }
    }

    [Theory]
    [InlineData("Received", "and what is typed at its keyboard is not sent")]
    [InlineData("Yes, speak up!", "raw: ")]
    public async Task A_talk_server_that_answers_by_itself_is_said_to(string answer, string note)
    {
        var found = await FindAsync(TalkServerSuite.Suite, new WrittenServer(conversation => GreetAsync(conversation, "", _ => answer)));

        Assert.Contains(note, found.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_never_listens_is_started_once()
    {
        var program = new NeverListens();

        var found = await NamesServerSuite.Suite.ProbeAsync(program, Options, [], TestContext.Current.CancellationToken);

        Assert.Equal((1, "it did not listen"), (program.Started, found.NeverStarted?.Message));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_an_error() => await Assert.ThrowsAsync<SubjectException>(
        () => NamesServerSuite.Suite.ProbeAsync(new Bench.NoProgram(), Options, [], TestContext.Current.CancellationToken));

    private sealed class NeverListens : ISubject
    {
        public int Started { get; private set; }

        public bool CanRunSideBySide => false;

        public Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel)
        {
            Started++;
            throw new CheckFailedException(FailureKind.NeverConnected, "it did not listen") { IsOfStart = true };
        }
    }
}
