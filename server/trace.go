package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"parley/calc"
)

// traces sends a span for each request to a collector, as the variables of
// OpenTelemetry say. A span holds what the log does: the route and never its
// parameters, no address, nothing of what was asked or answered.
type traces struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// traceVariables name a collector; without one of them nothing is traced.
var traceVariables = []string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"}

// openTraces returns nil when the environment names no collector. What else it says,
// the headers, the share of requests, the name of the service, the library reads itself.
func openTraces(ctx context.Context, getenv func(string) string) (*traces, error) {
	if getenv("OTEL_SDK_DISABLED") == "true" || getenv(traceVariables[0])+getenv(traceVariables[1]) == "" {
		return nil, nil
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx, resource.WithAttributes(
		attribute.String("service.name", "parley"), attribute.String("service.version", calc.Engine)), resource.WithFromEnv())
	if err != nil {
		return nil, err
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return &traces{provider, provider.Tracer("parley")}, nil
}

// follow begins a span for a request, within the caller's trace where it names one.
func (t *traces) follow(c *gin.Context) {
	ctx := propagation.TraceContext{}.Extract(c, propagation.HeaderCarrier(c.Request.Header))
	method, route := knownMethod(c.Request.Method), c.FullPath()
	ctx, span := t.tracer.Start(ctx, method+" "+route, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", method), attribute.String("http.route", route)))
	defer span.End()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
	span.SetAttributes(attribute.Int("http.response.status_code", c.Writer.Status()),
		attribute.String("parley.request_id", c.Writer.Header().Get(requestID)))
	if code := c.GetString(problemCode); code != "" {
		span.SetAttributes(attribute.String("error.type", code))
	}
	if c.Writer.Status() >= 500 {
		span.SetStatus(codes.Error, "")
	}
}

// close sends what is still held.
func (t *traces) close(log *slog.Logger) {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := t.provider.Shutdown(ctx); err != nil {
		log.Error("the last traces were not sent", "error", err.Error())
	}
}
