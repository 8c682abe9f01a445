# What is removed in a later layer is still in the one below. (The lists are only pretended.)
# check: one-step
# found: large
cd ~/brochure
printf 'FROM debian\nRUN echo cmark\nRUN head -c 20M /dev/zero > /lists\nRUN rm /lists\n' > Dockerfile
docker build -t brochure:naive .
docker tag brochure:naive brochure:one
