using System.Diagnostics.Metrics;
using GovPortal.Kernel.Events;

namespace GovPortal.Web.Operations;

/// <summary>The portal's own measures: how far each reader has come.</summary>
internal sealed class PortalMeter : IDisposable
{
    public const string Name = "GovPortal";

    private readonly Meter _meter;

    public PortalMeter(IMeterFactory meters, EventPump pump)
    {
        _meter = meters.Create(Name);
        _meter.CreateObservableGauge("govportal.reader.last_event",
            () => pump.States.Select(s => new Measurement<long>(s.LastEventId, new KeyValuePair<string, object?>("reader", s.Reader))),
            description: "Number of the last event that a reader of this node has applied.");
        _meter.CreateObservableGauge("govportal.reader.failing",
            () => pump.States.Select(s => new Measurement<int>(s.Error is null ? 0 : 1, new KeyValuePair<string, object?>("reader", s.Reader))),
            description: "1 while a reader's last try failed.");
    }

    public void Dispose() => _meter.Dispose();
}
