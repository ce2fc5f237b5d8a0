using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A server that was sent much needs time for it.</summary>
public sealed class BusyServerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_that_works_on_what_a_slow_reader_sent_is_not_blocked(bool isKnownToWork)
    {
        var suite = PageSuite.OfLibrary("sum.server");

        var run = Bench.Run(suite, new BusyTarget(isKnownToWork), new CheckOptions(), suite.Cases.Single(static one => one.Id == "sum.server.slow-reader"))[0];

        Assert.Equal(isKnownToWork, run.HasPassed);
    }

    /// <summary>Needs ten seconds for what the first client sends; then it answers the others.</summary>
    private sealed class BusyTarget(bool isKnownToWork) : ITarget
    {
        private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

        public bool CanRunInParallel => true;

        public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
        {
            var time = launch.Options.Time;
            var working = new TaskCompletionSource();
            long? began = null;
            var server = await new HostedServer(_ => new DelegateServer(ServeAsync)).StartAsync(launch, cancel);
            return new Running(server, () => isKnownToWork && began is { } start && time.GetElapsedTime(start) < Work);

            async Task ServeAsync(Conversation conversation)
            {
                while (await conversation.Wire.ReceiveAsync(new byte[1024], conversation.Aborted) > 0)
                {
                    if (began is null)
                    {
                        began = time.GetTimestamp();
                        await Task.Delay(Work, time, conversation.Aborted);
                        working.SetResult();
                        return;
                    }

                    await working.Task.WaitAsync(conversation.Aborted);
                    await conversation.Wire.SendAsync("\0\0\0\u0010{\"id\":1,\"sum\":3}"u8.ToArray(), conversation.Aborted);
                }
            }
        }

        private sealed class Running(IRunningTarget server, Func<bool> isBusy) : IRunningTarget
        {
            public HostPort? Address => server.Address;

            public Task<ProgramExit> Exited => server.Exited;

            public string Output => server.Output;

            public bool IsBusy => isBusy();

            public byte[]? Read(string name) => server.Read(name);

            public ValueTask DisposeAsync() => server.DisposeAsync();
        }
    }
}
