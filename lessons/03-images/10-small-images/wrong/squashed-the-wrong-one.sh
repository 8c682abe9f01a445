# Committing adds a layer, instead of making one out of all.
# check: flat
# found: brochure:naive
cd ~/brochure
printf 'FROM debian\nRUN echo cmark > /index.html\n' > Dockerfile
docker build -t brochure:naive .
docker create --name flat brochure:naive
docker commit flat brochure:flat
