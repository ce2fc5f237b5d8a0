using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Echo;
using Tincan.Protocols.Names;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Talk;
using Tincan.Protocols.Welcome;

namespace Tincan.Mutants;

/// <summary>The library's own servers and clients: what they fail, a suite asks too much of.</summary>
internal static class GoodPrograms
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Server(WelcomeServerSuite.Suite, static _ => new WelcomeServer()),
        Server(ReverseServerSuite.Suite, static stage => new Protocols.Reverse.ReverseServer(new() { Lines = Lines(stage), Out = stage.Options.OutputFile is { } file ? LineFile.Create(Path.Combine(stage.Folder, file)) : null })),
        Server(TalkServerSuite.Suite, static stage => new TalkServer(new ScriptedTalker(stage.Input), Lines(stage)), TalkServerMutants.OneAtATime),
        Server(EchoServerSuite.Suite, static _ => new EchoServer()),
        Server(NamesServerSuite.Suite, static stage => new TableServer(NameTable.Load(Path.Combine(stage.Folder, NamesServerSuite.TableFile)), Edition.Current, Lines(stage))),
        Server(BookServerSuite.Suite, static stage => new BookServer(AddressBook.Load(Path.Combine(stage.Folder, BookServerSuite.BookFile)))),
        Server(ResolverServerSuite.Suite, static stage => new Protocols.Names.ResolverServer(new() { Upstreams = stage.Tables, Deadline = stage.Options.Deadline, Lines = Lines(stage), Connect = stage.ConnectAsync })),
        .. GoodClients.All,
    ];

    private static LineOptions Lines(Stage stage) => new() { Time = stage.Options.Time };

    private static Mutant Server(Suite suite, Func<Stage, IServer> make, HostOptions? options = null) => Of(suite, new HostedServer(make, options));

    /// <summary>A program without a bug: no case catches it.</summary>
    public static Mutant Of(Suite suite, ITarget target) => Mutant.Of(suite, "tincan", "has no bug: it is our own", target);
}
