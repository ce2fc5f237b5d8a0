using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
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

/// <summary>Tincan's own servers and clients. A case that one of them fails is wrong.</summary>
internal static class GoodPrograms
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Server(PageSuite.OfLibrary("welcome.server"), static _ => new WelcomeServer()),
        Server(PageSuite.OfLibrary("reverse.server"), static launch => new Protocols.Reverse.ReverseServer(new() { Lines = Lines(launch), Out = launch.Options.OutputFile is { } file ? LineFile.Create(Path.Combine(launch.Folder, file)) : null })),
        Server(PageSuite.OfLibrary("talk.server"), static launch => new TalkServer(new ScriptedTalker(launch.Input), Lines(launch)), TalkServerMutants.OneAtATime),
        Server(PageSuite.OfLibrary("echo.server"), static _ => new EchoServer()),
        Server(PageSuite.OfLibrary("names.server"), static launch => new TableServer(NameTable.Load(Path.Combine(launch.Folder, NamesServerMutants.TableFile)), Edition.Current, Lines(launch))),
        Server(PageSuite.OfLibrary("book.server"), static launch => new BookServer(AddressBook.Load(Path.Combine(launch.Folder, "book.csv")))),
        Server(PageSuite.OfLibrary("resolver.server"), static launch => new Protocols.Names.ResolverServer(new() { Upstreams = launch.TableAddresses, Lines = Lines(launch), Connect = launch.ConnectAsync })),
        .. GoodClients.All,
    ];

    private static LineOptions Lines(Launch launch) => new() { Time = launch.Options.Time };

    private static Mutant Server(Suite suite, Func<Launch, IServer> make, HostOptions? options = null) => Of(suite, new HostedServer(make, options));

    /// <summary>A program without a bug, which must pass every case.</summary>
    public static Mutant Of(Suite suite, ITarget target) => Mutant.Of(suite, "tincan", "no bug: Tincan's own program", target);
}
